namespace Outreach.Samples;

/// <summary>
/// The answers to the mail of a folder, in the order of their times. It looks into the folder itself, so it does not matter
/// which process received the mail.
/// </summary>
internal sealed class AnswerQueue(MailFolder folder)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly PriorityQueue<Answer, DateTimeOffset> _pending = new();

    /// <summary>Gets when the next answer arrives, or <see langword="null"/> if none is on its way.</summary>
    public DateTimeOffset? NextAt => _pending.TryPeek(out _, out var at) ? at : null;

    /// <summary>Gets the number of messages in the folder when it was last looked into.</summary>
    public int MailCount => _seen.Count;

    /// <summary>Takes note of mail that has arrived.</summary>
    public void Scan()
    {
        foreach (var path in folder.Files)
        {
            if (_seen.Add(path) && RecipientModel.AnswerTo(MailboxMessage.Read(path)) is { } answer)
            {
                _pending.Enqueue(answer, answer.At);
            }
        }
    }

    /// <summary>Takes an answer that has arrived by a given time.</summary>
    public bool TryTake(DateTimeOffset now, out Answer answer)
    {
        var isDue = _pending.TryPeek(out _, out var at) && at <= now;
        answer = isDue ? _pending.Dequeue() : null!;
        return isDue;
    }
}
