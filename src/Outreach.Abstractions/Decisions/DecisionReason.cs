namespace Outreach;

/// <summary>Why a decision was taken: a stable code from <see cref="ReasonCodes"/> and, where there is one, a detail for people.</summary>
/// <param name="Code">The code; the default value has the empty code.</param>
/// <param name="Detail">A detail such as the quota that was full or the reply that a server gave.</param>
public readonly record struct DecisionReason(string Code, string? Detail = null)
{
    /// <inheritdoc/>
    public override string ToString() => Detail is null ? Code ?? "" : $"{Code}: {Detail}";
}
