namespace Outreach.Testing;

/// <summary>A message that a <see cref="RecordingProvider"/> was given.</summary>
public sealed record RecordedEmail
{
    /// <summary>Gets the attempt.</summary>
    public required AttemptId Attempt { get; init; }

    /// <summary>Gets the envelope sender.</summary>
    public required string EnvelopeSender { get; init; }

    /// <summary>Gets the envelope recipient.</summary>
    public required string EnvelopeRecipient { get; init; }

    /// <summary>Gets the Message-ID, with its angle brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>Gets the message (RFC 5322).</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Gets when it was handed over, by the campaign's clock.</summary>
    public required DateTimeOffset At { get; init; }
}
