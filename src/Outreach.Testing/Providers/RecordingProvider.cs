using System.Collections.Concurrent;

namespace Outreach.Testing;

/// <summary>
/// A provider for tests: keeps the messages that it takes in memory, and answers as it is told. It keeps to the contract of
/// <see cref="IMessageProvider"/> to the letter: the intent is asked for once, just before the message counts as taken.
/// </summary>
/// <param name="time">The campaign's clock.</param>
public sealed class RecordingProvider(TimeProvider time) : IMessageProvider
{
    private readonly ConcurrentQueue<RecordedEmail> _taken = new();

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <summary>Gets the messages that were taken, in order, those with a lost answer included.</summary>
    public IReadOnlyCollection<RecordedEmail> Taken => _taken;

    /// <summary>Gets or sets how each message is answered. Default: all are accepted.</summary>
    public Func<OutgoingEmail, FakeAnswer> Answer { get; set; } = static _ => FakeAnswer.Accept;

    /// <summary>Gets or sets what happens between the composition of a message and its intent, such as an unsubscribe that races with it.</summary>
    public Func<OutgoingEmail, Task> BeforeIntent { get; set; } = static _ => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var email = message as OutgoingEmail ?? throw new ArgumentException("This provider takes email only.", nameof(message));
        var answer = Answer(email);
        if (answer.IsBeforeIntent)
        {
            return Refused(answer, answer.IsUnreachable ? HandOverPhase.NotHandedOver : HandOverPhase.Answered);
        }

        await BeforeIntent(email).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var verdict = await attempt.CommitIntentAsync(cancellationToken).ConfigureAwait(false);
        if (verdict != IntentVerdict.Granted)
        {
            return new HandOverResult { Phase = HandOverPhase.NotHandedOver, Failure = FailureKind.Transient, Denied = verdict };
        }

        if (answer.Failure is not null)
        {
            return Refused(answer, HandOverPhase.Answered);
        }

        _taken.Enqueue(new RecordedEmail
        {
            Attempt = email.Attempt,
            EnvelopeSender = email.EnvelopeSender,
            EnvelopeRecipient = email.EnvelopeRecipient,
            MessageId = email.MessageId,
            Content = email.Content.ToArray(),
            At = time.GetUtcNow(),
        });
        return answer.IsLost
            ? new HandOverResult { Phase = HandOverPhase.HandedOver }
            : new HandOverResult { Phase = HandOverPhase.Answered, Reply = answer.Reply ?? new ProviderReply { Code = 250, EnhancedCode = "2.0.0", Text = "Ok" } };
    }

    private static HandOverResult Refused(FakeAnswer answer, HandOverPhase phase) => new()
    {
        Phase = phase,
        Failure = answer.Failure,
        Reply = answer.Reply ?? (answer.IsUnreachable ? new ProviderReply { Text = "Connection refused" } : MakeUp(answer.Failure)),
    };

    private static ProviderReply MakeUp(FailureKind? failure) => failure switch
    {
        FailureKind.RejectedRecipient => new ProviderReply { Code = 550, EnhancedCode = "5.1.1", Text = "No such user" },
        FailureKind.RejectedContent => new ProviderReply { Code = 554, EnhancedCode = "5.7.1", Text = "Message refused" },
        FailureKind.Permanent => new ProviderReply { Code = 550, EnhancedCode = "5.0.0", Text = "Refused" },
        FailureKind.Throttled => new ProviderReply { Code = 421, EnhancedCode = "4.7.0", Text = "Too many messages" },
        FailureKind.Authentication => new ProviderReply { Code = 535, EnhancedCode = "5.7.8", Text = "Authentication failed" },
        _ => new ProviderReply { Code = 451, EnhancedCode = "4.3.0", Text = "Try again later" },
    };
}
