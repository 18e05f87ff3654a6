namespace Outreach;

/// <summary>What became of one event that was given to an <see cref="IEventPublisher"/>. <see langword="default"/> is <see cref="NotTried"/>.</summary>
public readonly record struct EventDelivery
{
    private EventDelivery(EventDeliveryStatus status, string? error)
    {
        Status = status;
        Error = error;
    }

    /// <summary>Gets the outcome of an event that was not tried, since one before it of the same subject failed.</summary>
    public static EventDelivery NotTried => default;

    /// <summary>Gets the outcome of an event that its receiver has.</summary>
    public static EventDelivery Delivered { get; } = new(EventDeliveryStatus.Delivered, null);

    /// <summary>Gets what happened.</summary>
    public EventDeliveryStatus Status { get; }

    /// <summary>Gets why it failed, for people, or <see langword="null"/>.</summary>
    public string? Error { get; }

    /// <summary>The event failed and is to be tried again later.</summary>
    /// <param name="error">Why, for people.</param>
    public static EventDelivery Failed(string error) => new(EventDeliveryStatus.Failed, error);

    /// <summary>The event can never be delivered: it is set aside for people to see.</summary>
    /// <param name="error">Why, for people.</param>
    public static EventDelivery Rejected(string error) => new(EventDeliveryStatus.Rejected, error);
}
