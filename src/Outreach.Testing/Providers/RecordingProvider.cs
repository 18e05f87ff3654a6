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
    public Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var email = message as OutgoingEmail ?? throw new ArgumentException("This provider takes email only.", nameof(message));
        return FakeHandOver.RunAsync(Answer(email), attempt, () => BeforeIntent(email), () => Take(email), cancellationToken);
    }

    private ProviderReply? Take(OutgoingEmail email)
    {
        _taken.Enqueue(new RecordedEmail
        {
            Attempt = email.Attempt,
            EnvelopeSender = email.EnvelopeSender,
            EnvelopeRecipient = email.EnvelopeRecipient,
            MessageId = email.MessageId,
            Content = email.Content.ToArray(),
            At = time.GetUtcNow(),
        });
        return null;
    }
}
