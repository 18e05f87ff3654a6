using System.Collections.Concurrent;
using System.Globalization;

namespace Outreach.Testing;

/// <summary>A provider of a chat channel for tests; does for chat messages what <see cref="RecordingProvider"/> does for mail.</summary>
/// <param name="time">The campaign's clock.</param>
public sealed class RecordingChatProvider(TimeProvider time) : IMessageProvider
{
    private readonly ConcurrentQueue<RecordedChatMessage> _taken = new();
    private int _lastId;

    /// <inheritdoc/>
    public Channel Channel => Channel.Telegram;

    /// <summary>Gets the messages that were taken, in order, those with a lost answer included.</summary>
    public IReadOnlyCollection<RecordedChatMessage> Taken => _taken;

    /// <summary>Gets or sets how each message is answered. Default: all are accepted.</summary>
    public Func<OutgoingChatMessage, FakeAnswer> Answer { get; set; } = static _ => FakeAnswer.Accept;

    /// <summary>Gets or sets what happens between the composition of a message and its intent.</summary>
    public Func<OutgoingChatMessage, Task> BeforeIntent { get; set; } = static _ => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var chat = message as OutgoingChatMessage ?? throw new ArgumentException("This provider takes chat messages only.", nameof(message));
        return FakeHandOver.RunAsync(Answer(chat), attempt, () => BeforeIntent(chat), () => Take(chat), cancellationToken);
    }

    private ProviderReply Take(OutgoingChatMessage chat)
    {
        var id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        _taken.Enqueue(new RecordedChatMessage
        {
            Attempt = chat.Attempt,
            ContactId = chat.ContactId,
            Recipient = chat.Recipient,
            Sender = chat.Sender,
            Text = chat.Text,
            File = chat.File,
            ReplyToMessageId = chat.ReplyToMessageId,
            ProviderMessageId = id,
            At = time.GetUtcNow(),
        });
        return new ProviderReply { Code = 200, Text = "Ok", ProviderMessageId = id };
    }
}
