namespace Outreach;

/// <summary>
/// Who gets which events. Register one with <c>AddEventSubscription</c> in every process that changes campaigns or sends: an event is kept in
/// the outbox for those who are subscribed, under their name, in the process where it happens.
/// </summary>
public sealed class EventSubscription
{
    private readonly Func<IServiceProvider, IEventPublisher> _create;
    private readonly HashSet<string>? _types;

    /// <summary>Makes a subscription.</summary>
    /// <param name="name">A stable name, 1 to 100 characters: what waits in the outbox is kept under it.</param>
    /// <param name="eventTypes">The names of the events to get, or <see langword="null"/> for all.</param>
    /// <param name="create">Makes the publisher that gets the events; called once, when the first are delivered.</param>
    public EventSubscription(string name, IEnumerable<string>? eventTypes, Func<IServiceProvider, IEventPublisher> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, 100, nameof(name));
        ArgumentNullException.ThrowIfNull(create);
        Name = name;
        _types = eventTypes?.ToHashSet(StringComparer.Ordinal);
        _create = create;
    }

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Tells whether events of a type are wanted.</summary>
    public bool Includes(string eventType) => _types?.Contains(eventType) ?? true;

    /// <summary>Makes the publisher.</summary>
    public IEventPublisher CreatePublisher(IServiceProvider services) => _create(services);
}
