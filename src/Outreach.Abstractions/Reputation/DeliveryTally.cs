namespace Outreach;

/// <summary>What became of messages.</summary>
/// <param name="Sent">Messages about which the other side said something: accepted, refused or put off.</param>
/// <param name="Delivered">Those that were accepted and have not come back.</param>
/// <param name="Bounced">Those that were refused for good, or came back.</param>
/// <param name="Complained">Those that were reported as spam.</param>
public readonly record struct DeliveryTally(long Sent, long Delivered, long Bounced, long Complained)
{
    /// <summary>Gets one message that was accepted.</summary>
    public static DeliveryTally Accepted => new(1, 1, 0, 0);

    /// <summary>Gets one message that was refused for good.</summary>
    public static DeliveryTally Refused => new(1, 0, 1, 0);

    /// <summary>Gets one message that was put off.</summary>
    public static DeliveryTally PutOff => new(1, 0, 0, 0);

    /// <summary>Gets what changes when a message that was accepted comes back.</summary>
    public static DeliveryTally CameBack => new(0, -1, 1, 0);

    /// <summary>Gets what changes when a message is reported as spam.</summary>
    public static DeliveryTally Reported => new(0, 0, 0, 1);

    /// <summary>Gets the part that was delivered, 0 to 1; 0 where nothing was sent.</summary>
    public double DeliveryRate => Rate(Delivered);

    /// <summary>Gets the part that bounced, 0 to 1; 0 where nothing was sent.</summary>
    public double BounceRate => Rate(Bounced);

    /// <summary>Gets the part that was reported as spam, 0 to 1; 0 where nothing was sent.</summary>
    public double ComplaintRate => Rate(Complained);

    /// <summary>Gets the score: the delivery rate, less ten times the bounce rate, less a hundred times the complaint rate; 1 at best.</summary>
    public double Score => DeliveryRate - (BounceRate * 10) - (ComplaintRate * 100);

    /// <summary>Adds two tallies.</summary>
    public static DeliveryTally operator +(DeliveryTally left, DeliveryTally right) => left.Add(right);

    /// <summary>Adds a tally.</summary>
    public DeliveryTally Add(DeliveryTally other) =>
        new(Sent + other.Sent, Delivered + other.Delivered, Bounced + other.Bounced, Complained + other.Complained);

    private double Rate(long part) => Sent <= 0 ? 0 : Math.Clamp((double)part / Sent, 0, 1);
}
