namespace Outreach;

/// <summary>
/// The recipients of a <see cref="ReplyModel"/>: takes note of messages that were accepted, and hands the answers to the engine when their
/// time has come. Used by the forecast, and by runs in virtual time that are to match it. Not safe for concurrent use.
/// </summary>
/// <param name="model">How they answer.</param>
/// <param name="events">Where the answers go.</param>
/// <param name="time">The campaign's clock.</param>
public sealed class ModelRecipients(ReplyModel model, IExternalEventHandler events, TimeProvider time)
{
    private readonly PriorityQueue<ExternalEvent, (DateTimeOffset At, long Order)> _answers = new();
    private long _order;

    /// <summary>Gets when the next answer comes, or <see langword="null"/> if none is on its way.</summary>
    public DateTimeOffset? NextAt => _answers.TryPeek(out _, out var key) ? key.At : null;

    /// <summary>Takes note of a message that was accepted now.</summary>
    public void Receive(SendRecord send)
    {
        ArgumentNullException.ThrowIfNull(send);
        Expect(send, time.GetUtcNow());
    }

    /// <summary>Takes note of a message that was accepted before: an answer whose time has come is one that did come, or never will.</summary>
    internal void Expect(SendRecord send, DateTimeOffset acceptedAt)
    {
        if (model.AnswerTo(send.ContactId, send.StepId, send.StepIndex) is not { } answer)
        {
            return;
        }

        var at = acceptedAt + answer.After;
        if (at > time.GetUtcNow())
        {
            var happened = new ExternalEvent
            {
                OrganisationId = send.OrganisationId,
                Key = $"model/{send.Id:N}",
                Type = answer.Type,
                ParticipantId = send.ParticipantId,
                At = at,
                Sentiment = answer.Sentiment,
            };
            _answers.Enqueue(happened, (at, _order++));
        }
    }

    /// <summary>Hands over the answers whose time has come.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> AnswerAsync(CancellationToken cancellationToken = default)
    {
        var count = 0;
        while (_answers.TryPeek(out var happened, out var key) && key.At <= time.GetUtcNow())
        {
            _answers.Dequeue();
            await events.HandleAsync(happened, cancellationToken).ConfigureAwait(false);
            count++;
        }

        return count;
    }
}
