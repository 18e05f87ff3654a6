using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>
/// Forgets what is old, batch by batch, and finishes erasures whose messages were under way. Whatever interrupts it, the next run goes on where
/// it ended; several processes may run it at once.
/// </summary>
internal sealed class RetentionRun(
    IRetentionStore store,
    IPersonalDataStore personalData,
    IEventOutbox outbox,
    IOptions<RetentionOptions> options,
    TimeProvider time,
    [FromKeyedServices(LeaseClock.ServiceKey)] TimeProvider leaseClock)
{
    private static readonly TimeSpan PauseBetweenBatches = TimeSpan.FromMilliseconds(20);

    private readonly RetentionOptions _options = options.Value;

    /// <returns>How many rows were forgotten or cleared.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var done = await FinishErasuresAsync(now, cancellationToken).ConfigureAwait(false);
        done += await RepeatAsync(_options.DeliveryEvents, now, store.RemoveDeliveryEventsAsync, cancellationToken).ConfigureAwait(false);
        done += await RepeatAsync(_options.ReplyTexts, now, store.ClearReplyTextsAsync, cancellationToken).ConfigureAwait(false);
        done += await RepeatAsync(_options.Participants, now, store.RemoveParticipantsAsync, cancellationToken).ConfigureAwait(false);
        return done + await RepeatAsync(_options.ParkedEvents, leaseClock.GetUtcNow(), outbox.RemoveParkedAsync, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> FinishErasuresAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var unfinished = await personalData.ListUnfinishedErasuresAsync(_options.BatchSize, cancellationToken).ConfigureAwait(false);
        foreach (var contact in unfinished)
        {
            await personalData.EraseAsync(contact.OrganisationId, contact.Id, now, cancellationToken).ConfigureAwait(false);
        }

        return unfinished.Count;
    }

    private async Task<long> RepeatAsync(
        TimeSpan? age, DateTimeOffset now, Func<DateTimeOffset, int, CancellationToken, Task<int>> forgetAsync, CancellationToken cancellationToken)
    {
        if (age is not { } kept)
        {
            return 0;
        }

        for (long done = 0; ;)
        {
            var batch = await forgetAsync(now - kept, _options.BatchSize, cancellationToken).ConfigureAwait(false);
            done += batch;
            if (batch < _options.BatchSize)
            {
                return done;
            }

            await Task.Delay(PauseBetweenBatches, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }
}
