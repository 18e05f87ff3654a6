using System.Collections.Frozen;

namespace Outreach;

/// <summary>
/// All subscriptions of this process. Stores ask it what to write to the outbox: where nobody is subscribed to an event, none is made.
/// </summary>
public sealed class EventSubscriptions
{
    private readonly FrozenDictionary<string, string[]> _subscribers;
    private readonly TimeProvider _time;

    /// <summary>Collects the subscriptions.</summary>
    /// <param name="subscriptions">The subscriptions that the host has registered.</param>
    /// <param name="time">The campaign's clock.</param>
    /// <exception cref="InvalidOperationException">Two subscriptions have the same name.</exception>
    public EventSubscriptions(IEnumerable<EventSubscription> subscriptions, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        All = [.. subscriptions];
        if (All.GroupBy(subscription => subscription.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidOperationException($"Two event subscriptions are named '{twice.Key}'; give each a name of its own.");
        }

        _subscribers = EventTypes.All.ToFrozenDictionary(type => type, Find, StringComparer.Ordinal);
    }

    /// <summary>Gets the subscriptions.</summary>
    public IReadOnlyList<EventSubscription> All { get; }

    /// <summary>Gets whether nobody wants any event.</summary>
    public bool IsEmpty => All.Count == 0;

    /// <summary>Gets the time for events whose change carries none, by the campaign's clock.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Gets the names of those who want events of a type.</summary>
    public IReadOnlyList<string> SubscribersOf(string eventType) =>
        All.Count == 0 ? [] : _subscribers.TryGetValue(eventType, out var names) ? names : Find(eventType);

    /// <summary>Tells whether anybody wants events of a type.</summary>
    public bool Include(string? eventType) => eventType is not null && SubscribersOf(eventType).Count > 0;

    private string[] Find(string type) => [.. All.Where(subscription => subscription.Includes(type)).Select(subscription => subscription.Name)];
}
