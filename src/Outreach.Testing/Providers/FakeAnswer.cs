namespace Outreach.Testing;

/// <summary>How a <see cref="RecordingProvider"/> behaves towards one message.</summary>
public sealed record FakeAnswer
{
    /// <summary>Gets the answer that accepts a message.</summary>
    public static FakeAnswer Accept { get; } = new();

    /// <summary>Gets the answer that is lost: the message is taken, and the sender never learns it.</summary>
    public static FakeAnswer Lost { get; } = new() { IsLost = true };

    /// <summary>Gets how the message is refused, or <see langword="null"/> if it is accepted.</summary>
    public FailureKind? Failure { get; init; }

    /// <summary>Gets whether it is refused before the intent is asked for, as SMTP servers do at RCPT.</summary>
    public bool IsBeforeIntent { get; init; }

    /// <summary>Gets whether the answer gets lost.</summary>
    public bool IsLost { get; init; }

    /// <summary>Gets whether the other side can't be reached at all.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>Gets why the refused address must not be written to again, or <see langword="null"/>.</summary>
    public SuppressionReason? Suppression { get; init; }

    /// <summary>Gets the reply; made up if it is <see langword="null"/>.</summary>
    public ProviderReply? Reply { get; init; }

    /// <summary>Makes an answer that refuses a message.</summary>
    /// <param name="failure">How.</param>
    /// <param name="beforeIntent">Whether before the intent is asked for.</param>
    public static FakeAnswer Refuse(FailureKind failure, bool beforeIntent = false) => new() { Failure = failure, IsBeforeIntent = beforeIntent };

    /// <summary>Makes an answer of a server that can't be reached.</summary>
    public static FakeAnswer Unreachable() => new() { Failure = FailureKind.Transient, IsBeforeIntent = true, IsUnreachable = true };
}
