namespace Outreach;

/// <summary>What may still come from or about a person who was erased: that it came is recorded, what it says is not.</summary>
internal static class ErasedPerson
{
    public static EventEffects Strip(EventEffects effects, Contact? contact) => contact is not { ErasedAt: not null }
        ? effects
        : effects with
        {
            Event = effects.Event with
            {
                Detail = null,
                Sentiment = null,
                Reply = effects.Event.Reply is { } reply ? reply with { Text = "" } : null,
            },
            Suppressions = [.. effects.Suppressions.Where(entry => entry.Key.Length > 0)],
        };
}
