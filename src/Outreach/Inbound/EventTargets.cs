namespace Outreach;

/// <summary>Whom an event from outside is about.</summary>
/// <param name="Contact">The contact, where the event names one and no message of ours.</param>
/// <param name="All">The participants.</param>
internal sealed record EventTargets(Contact? Contact, IReadOnlyList<EventTarget> All)
{
    public static EventTargets Of(EventTarget? target) => new(null, target is null ? [] : [target]);
}
