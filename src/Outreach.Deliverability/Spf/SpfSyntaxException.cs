namespace Outreach.Deliverability;

/// <summary>A text that is no SPF record; only used to leave the parser.</summary>
internal sealed class SpfSyntaxException(int position, string message) : Exception(message)
{
    public int Position { get; } = position;
}
