namespace Outreach.Samples;

/// <summary>
/// Runs the campaign in virtual time: everything that is due now is sent, answers that have arrived are handed to the engine, and
/// the clock jumps to whatever comes next. The time is stored before the clock moves, so that a run that was interrupted goes on from there.
/// </summary>
internal sealed class VirtualRun(
    ISendEngine engine,
    IInboundMailHandler inbox,
    ICampaignService campaigns,
    ISendLedger ledger,
    IParticipantStore participants,
    SampleClock clock,
    AnswerQueue answers)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly RunState _state = new();

    /// <summary>Runs until the campaign is over and everybody has answered, or until the end of virtual time.</summary>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="end">The end of virtual time.</param>
    /// <param name="screen">Shows how it goes.</param>
    /// <param name="workers">Processes that send too; what they have in hand is waited for before the clock moves.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public async Task RunAsync(
        Guid campaignId, DateTimeOffset end, IRunScreen screen, WorkerProcesses workers, CancellationToken cancellationToken)
    {
        await clock.RestoreAsync(cancellationToken);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var nextDueAt = (await engine.RunDueAsync(progress: null, cancellationToken)).NextDueAt;
            if (workers.Count > 0)
            {
                workers.Replace();
                if (await IsInHandAsync(campaignId, cancellationToken))
                {
                    await Task.Delay(LookAgain, cancellationToken);
                    continue;
                }

                nextDueAt = await ledger.FindNextDueAsync(cancellationToken);
            }

            answers.Scan();
            var delivered = await DeliverAsync(cancellationToken);
            var next = Earlier(nextDueAt, answers.NextAt);
            var isOver = delivered == 0 && (next is null || next > end);
            await ShowAsync(campaignId, isOver ? null : next, isOver, screen, cancellationToken);
            if (delivered > 0)
            {
                // An answer may have made something due, or the next due send unnecessary.
                continue;
            }

            if (isOver)
            {
                return;
            }

            await clock.MoveAsync(next!.Value, cancellationToken);
        }
    }

    /// <summary>Tells whether somebody is due and has not been looked after: another process has that participant in hand, or had it and died.</summary>
    private async Task<bool> IsInHandAsync(Guid campaignId, CancellationToken cancellationToken)
    {
        await foreach (var participant in participants.ReadAsync(Organisation.DefaultId, campaignId, null, cancellationToken))
        {
            if (participant.DueAt <= clock.Now)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<int> DeliverAsync(CancellationToken cancellationToken)
    {
        var delivered = 0;
        while (answers.TryTake(clock.Now, out var answer))
        {
            var mail = new ReceivedMail { Content = answer.Message };
            var result = await inbox.ReceiveAsync(mail, cancellationToken);
            delivered++;
            if (!result.IsDuplicate)
            {
                _state.LastEvent = $"{answer.Kind} from {answer.Recipient}";
            }
        }

        return delivered;
    }

    private async Task ShowAsync(Guid campaignId, DateTimeOffset? next, bool isLast, IRunScreen screen, CancellationToken cancellationToken)
    {
        _state.Now = clock.Now;
        _state.NextAt = next;
        _state.MailCount = answers.MailCount;
        if (isLast || screen.WantsUpdate(_state.Now))
        {
            _state.Stats = await campaigns.GetStatsAsync(Organisation.DefaultId, campaignId, cancellationToken);
            screen.Show(_state);
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null ? right : right is null || left < right ? left : right;
}
