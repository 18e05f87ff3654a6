namespace Outreach;

/// <summary>A message before its gates. Reused for the next message once the gates have answered: gates keep no reference to it.</summary>
public sealed class GateContext
{
    private readonly List<QuotaUse> _uses = [];

    /// <summary>Gets the time by the campaign's clock.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>Gets the campaign.</summary>
    public Campaign Campaign { get; private set; } = null!;

    /// <summary>Gets the participant with its contact and earlier sends.</summary>
    public LeasedParticipant Leased { get; private set; } = null!;

    /// <summary>Gets the account that sends.</summary>
    public SenderAccount Sender { get; private set; } = null!;

    /// <summary>Gets the address that the message is for: the contact's on the participant's channel, or that of a copy; empty if there is none.</summary>
    public string Recipient { get; private set; } = "";

    /// <summary>Gets what the gates have claimed so far.</summary>
    public IReadOnlyList<QuotaUse> Uses => _uses;

    /// <summary>Makes the context ready for a message.</summary>
    /// <param name="now">The time by the campaign's clock.</param>
    /// <param name="campaign">The campaign.</param>
    /// <param name="leased">The participant.</param>
    /// <param name="sender">The account that sends.</param>
    /// <param name="copyTo">The address of a copy, or <see langword="null"/> for the message to the contact itself.</param>
    public void Reset(DateTimeOffset now, Campaign campaign, LeasedParticipant leased, SenderAccount sender, string? copyTo = null)
    {
        ArgumentNullException.ThrowIfNull(leased);
        Recipient = copyTo ?? leased.Contact.AddressOn(leased.Participant.Channel) ?? "";
        Now = now;
        Campaign = campaign;
        Leased = leased;
        Sender = sender;
        _uses.Clear();
    }

    /// <summary>Claims one unit of a quota; it is taken only if the intent is granted.</summary>
    public void Claim(QuotaUse use) => _uses.Add(use);
}
