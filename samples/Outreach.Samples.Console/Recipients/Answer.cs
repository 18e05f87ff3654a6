namespace Outreach.Samples;

/// <summary>A message that comes back.</summary>
/// <param name="At">When it arrives, in virtual time.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Recipient">Who answers.</param>
/// <param name="Message">The message as it arrives (RFC 5322).</param>
internal sealed record Answer(DateTimeOffset At, AnswerKind Kind, string Recipient, ReadOnlyMemory<byte> Message);
