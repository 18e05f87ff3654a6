using System.Globalization;
using Outreach.Sequencing;

namespace Outreach.Samples;

/// <summary>
/// Runs the campaign in virtual time: everything that is due now is sent, answers that have arrived are handed to the engine, and
/// the clock jumps to whatever comes next. The time is stored before the clock moves, so that a run that was interrupted goes on from there.
/// </summary>
internal sealed class VirtualRun(
    ISendEngine engine,
    IInboundMailHandler inbox,
    ICampaignService campaigns,
    IMetadataStore metadata,
    VirtualTimeProvider clock,
    AnswerQueue answers)
{
    private readonly RunState _state = new();

    /// <summary>Runs until the campaign is over and everybody has answered, or until the end of virtual time.</summary>
    public async Task RunAsync(Guid campaignId, DateTimeOffset end, IRunScreen screen, CancellationToken cancellationToken)
    {
        await RestoreClockAsync(cancellationToken);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var report = await engine.RunDueAsync(progress: null, cancellationToken);
            answers.Scan();
            var delivered = await DeliverAsync(cancellationToken);
            var next = Earlier(report.NextDueAt, answers.NextAt);
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

            await MoveClockAsync(next!.Value, cancellationToken);
        }
    }

    /// <summary>Sets the clock to the time that virtual time has reached.</summary>
    public async Task RestoreClockAsync(CancellationToken cancellationToken) => clock.AdvanceTo(await FindTimeAsync(cancellationToken));

    /// <summary>Finds the time that virtual time has reached.</summary>
    public async Task<DateTimeOffset> FindTimeAsync(CancellationToken cancellationToken) =>
        await metadata.GetAsync(MetadataKeys.VirtualNow, cancellationToken) is { } stored
            ? DateTimeOffset.ParseExact(stored, "O", CultureInfo.InvariantCulture)
            : clock.GetUtcNow();

    private async Task MoveClockAsync(DateTimeOffset next, CancellationToken cancellationToken)
    {
        // Time moves on by a second at least, whatever the stores say.
        var now = clock.GetUtcNow();
        var target = next > now ? next : now.AddSeconds(1);
        await metadata.SetAsync(MetadataKeys.VirtualNow, target.ToString("O", CultureInfo.InvariantCulture), cancellationToken);
        clock.AdvanceTo(target);
    }

    private async Task<int> DeliverAsync(CancellationToken cancellationToken)
    {
        var delivered = 0;
        while (answers.TryTake(clock.GetUtcNow(), out var answer))
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
        _state.Now = clock.GetUtcNow();
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
