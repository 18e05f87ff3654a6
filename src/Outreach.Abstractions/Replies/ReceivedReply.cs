namespace Outreach;

/// <summary>A reply that a person wrote.</summary>
public sealed record ReceivedReply
{
    /// <summary>The most characters that <see cref="Text"/> has.</summary>
    public const int LongestText = 8_000;

    /// <summary>Gets the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the channel on which it came.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Gets the new text, without quotations and signature, cut to <see cref="LongestText"/> characters. It is a stranger's.</summary>
    public required string Text { get; init; }
}
