namespace Outreach.Tests.Reference;

/// <summary>
/// The rules of campaigns, written a second time: slow, obvious, without any code of the engine. It goes from one moment at which something
/// is due to the next; at each, answers come first, then participants, the longest due first.
/// </summary>
internal sealed class ReferenceEngine
{
    private readonly RandomCampaign _campaign;
    private readonly IReadOnlyList<SequenceStep> _steps;
    private readonly List<ReferenceParticipant> _participants;
    private readonly List<(DateTimeOffset At, int Order, ReferenceParticipant Who, ModelAnswer What)> _answers = [];
    private readonly Dictionary<DateOnly, int> _sentByDay = [];
    private readonly TimeZoneInfo _senderZone;
    private int _order;

    /// <param name="campaign">The campaign.</param>
    /// <param name="steps">Its steps, with their ids.</param>
    /// <param name="contactIds">The ids of its contacts.</param>
    public ReferenceEngine(RandomCampaign campaign, IReadOnlyList<SequenceStep> steps, IReadOnlyList<Guid> contactIds)
    {
        _campaign = campaign;
        _steps = steps;
        _senderZone = TimeZoneInfo.FindSystemTimeZoneById(campaign.SenderZone);
        _participants = [.. campaign.Contacts.Select((contact, index) => new ReferenceParticipant
        {
            Number = index,
            ContactId = contactIds[index],
            Contact = contact,
            IsSuppressed = contact.Email == campaign.Suppressed,
            Zone = TimeZoneInfo.FindSystemTimeZoneById(
                campaign.Schedule.UseRecipientTimeZone && contact.TimeZone is { } zone ? zone : campaign.Schedule.TimeZone),
        })];
    }

    public List<(DateTimeOffset At, Guid ContactId, int Step, string? Variant)> Sends { get; } = [];

    public List<(DateTimeOffset At, Guid ContactId, int Step)> Copies { get; } = [];

    public IReadOnlyList<ReferenceParticipant> Participants => _participants;

    public void Run(DateTimeOffset end)
    {
        foreach (var participant in _participants)
        {
            participant.DueAt = Opening(participant, Later(participant, _campaign.Start, _steps[0].Delay));
        }

        for (var now = _campaign.Start; ;)
        {
            if (_answers.Where(answer => answer.At <= now).OrderBy(answer => answer.At).ThenBy(answer => answer.Order).Take(1).ToList() is [var answer])
            {
                _answers.Remove(answer);
                Answer(answer.Who, answer.What, answer.At);
                continue;
            }

            var due = _participants.Where(participant => participant.DueAt <= now).OrderBy(participant => participant.DueAt).ThenBy(participant => participant.Number).ToList();
            foreach (var participant in due)
            {
                TakeTurn(participant, now);
            }

            if (due.Count > 0)
            {
                continue;
            }

            var next = _participants.Select(participant => participant.DueAt).Concat(_answers.Select(pending => (DateTimeOffset?)pending.At)).Min();
            if (next is null || next > end)
            {
                return;
            }

            now = next.Value;
        }
    }

    private void TakeTurn(ReferenceParticipant who, DateTimeOffset now)
    {
        var step = _steps[who.Step];
        if (who.IsSuppressed)
        {
            End(who, ParticipantStatus.Stopped);
        }
        else if (who.CopiesLeft > 0)
        {
            if (ReferenceClock.IsOpen(_campaign.Schedule, who.Zone, now))
            {
                SendCopies(who, now);
            }
            else
            {
                who.DueAt = Opening(who, now);
            }
        }
        else if (step.Trigger == StepTrigger.AfterReply && who.Status != ParticipantStatus.Replied)
        {
            GoOn(who, who.Status, now);
        }
        else if (step.Trigger == StepTrigger.Delay && who.Status == ParticipantStatus.Replied && step.Conditions.StopIfReplied)
        {
            // The step that would have gone out in spite of the reply was skipped.
            End(who, ParticipantStatus.Replied);
        }
        else if (!ReferenceClock.IsOpen(_campaign.Schedule, who.Zone, now))
        {
            who.DueAt = Opening(who, now);
        }
        else if ((step.Conditions.Contact is not null && who.Contact.Phone is null)
            || (step.Conditions.ReplySentiment is { Count: > 0 } sentiments && !(who.Sentiment is { } sentiment && sentiments.Contains(sentiment))))
        {
            GoOn(who, who.Status, now);
        }
        else
        {
            Send(who, step, now);
        }
    }

    private void Send(ReferenceParticipant who, SequenceStep step, DateTimeOffset now)
    {
        if (!TakePlace(who, now))
        {
            return;
        }

        var variant = step.RotateEvery is { } every ? step.Variants[who.Number / every % step.Variants.Count].Id
            : step.Variants.Count == 1 ? step.Variants[0].Id
            : null;
        Sends.Add((now, who.ContactId, who.Step, variant));
        if (_campaign.Replies.AnswerTo(who.ContactId, step.Id, who.Step) is { } answer)
        {
            _answers.Add((now + answer.After, _order++, who, answer));
        }

        who.SentAt = now;
        who.CopiesLeft = _campaign.Copies;
        SendCopies(who, now);
    }

    /// <summary>Copies count for the cap; those that it does not let go wait for the next day, and the next step counts from the message.</summary>
    private void SendCopies(ReferenceParticipant who, DateTimeOffset now)
    {
        for (; who.CopiesLeft > 0; who.CopiesLeft--)
        {
            if (!TakePlace(who, now))
            {
                who.Status = ParticipantStatus.Sent;
                return;
            }

            Copies.Add((now, who.ContactId, who.Step));
        }

        GoOn(who, ParticipantStatus.Sent, who.SentAt);
        who.DueAt = who.DueAt < now && _steps[who.Step].Trigger == StepTrigger.Delay ? Opening(who, now) : who.DueAt;
    }

    private bool TakePlace(ReferenceParticipant who, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, _senderZone).DateTime);
        var sent = _sentByDay.GetValueOrDefault(today);
        if (sent >= (_campaign.DailyCap ?? int.MaxValue))
        {
            who.DueAt = Opening(who, ReferenceClock.ToInstant(_senderZone, today.AddDays(1).ToDateTime(TimeOnly.MinValue)));
            return false;
        }

        _sentByDay[today] = sent + 1;
        return true;
    }

    private void GoOn(ReferenceParticipant who, ParticipantStatus status, DateTimeOffset now)
    {
        who.Step++;
        if (who.Step == _steps.Count)
        {
            End(who, status == ParticipantStatus.Replied ? ParticipantStatus.Replied : ParticipantStatus.Completed);
            return;
        }

        who.Status = status;
        var step = _steps[who.Step];
        who.DueAt = step.Trigger == StepTrigger.AfterReply && status != ParticipantStatus.Replied
            ? Later(who, now, step.ReplyWait)
            : Opening(who, Later(who, now, step.Delay));
    }

    private void Answer(ReferenceParticipant who, ModelAnswer answer, DateTimeOffset at)
    {
        switch (answer.Type)
        {
            case DeliveryEventType.HardBounced:
                End(who, who.Status == ParticipantStatus.Unsubscribed ? who.Status : ParticipantStatus.Bounced);
                who.IsSuppressed = true;
                return;
            case DeliveryEventType.Unsubscribed or DeliveryEventType.Complained:
                End(who, ParticipantStatus.Unsubscribed);
                who.IsSuppressed = true;
                return;
        }

        who.Sentiment = answer.Sentiment;
        if (who.Status is ParticipantStatus.Unsubscribed or ParticipantStatus.Bounced or ParticipantStatus.Stopped)
        {
            return;
        }

        if (who.CopiesLeft > 0 && who.DueAt is not null)
        {
            // The message is out, so the reply is about what comes after it; nobody waits for its copies any more.
            who.CopiesLeft = 0;
            who.Step++;
            if (who.Step == _steps.Count || (_steps[who.Step].Trigger == StepTrigger.Delay && _steps[who.Step].Conditions.StopIfReplied))
            {
                End(who, ParticipantStatus.Replied);
                return;
            }

            who.Status = ParticipantStatus.Replied;
            who.DueAt = Opening(who, Later(who, at, _steps[who.Step].Delay));
        }
        else if (who.DueAt is null)
        {
            who.Status = ParticipantStatus.Replied;
        }
        else if (_steps[who.Step].Trigger == StepTrigger.AfterReply)
        {
            // A second reply does not put the answer off.
            who.DueAt = who.Status == ParticipantStatus.Replied ? who.DueAt : Opening(who, Later(who, at, _steps[who.Step].Delay));
            who.Status = ParticipantStatus.Replied;
        }
        else if (_steps[who.Step].Conditions.StopIfReplied)
        {
            End(who, ParticipantStatus.Replied);
        }
        else
        {
            who.Status = ParticipantStatus.Replied;
        }
    }

    private static void End(ReferenceParticipant who, ParticipantStatus status)
    {
        who.Status = status;
        who.DueAt = null;
    }

    private DateTimeOffset Opening(ReferenceParticipant who, DateTimeOffset from) => ReferenceClock.NextOpening(_campaign.Schedule, who.Zone, from);

    private DateTimeOffset Later(ReferenceParticipant who, DateTimeOffset from, StepDelay delay) =>
        ReferenceClock.Add(_campaign.Schedule, who.Zone, from, delay);
}
