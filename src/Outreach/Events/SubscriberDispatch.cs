using Microsoft.Extensions.Logging;

namespace Outreach;

/// <summary>Delivers the outbox to one subscriber, a batch of one partition at a time.</summary>
internal sealed class SubscriberDispatch(
    EventSubscription subscription,
    IEventOutbox outbox,
    IServiceProvider services,
    EventOptions options,
    TimeProvider leaseClock,
    ILogger logger)
{
    private const int MostError = 1000;

    private IEventPublisher? _publisher;

    public string Name => subscription.Name;

    /// <summary>Delivers all that is due.</summary>
    /// <returns>How many events were delivered.</returns>
    public async Task<int> DispatchDueAsync(CancellationToken cancellationToken)
    {
        var delivered = 0;
        while (await outbox.LeaseAsync(Name, options.BatchSize, options.LeaseDuration, cancellationToken).ConfigureAwait(false) is { } batch)
        {
            delivered += await DeliverAsync(batch, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return delivered;
    }

    private async Task<int> DeliverAsync(OutboxBatch batch, CancellationToken cancellationToken)
    {
        IReadOnlyList<EventDelivery> deliveries = [];
        try
        {
            deliveries = await PublishAsync(batch, cancellationToken).ConfigureAwait(false);
            return deliveries.Count(delivery => delivery.Status == EventDeliveryStatus.Delivered);
        }
        finally
        {
            // Not cancelled: what was delivered is noted even when the host is stopping, and the partition is given back.
            var results = deliveries.Zip(batch.Entries, ResultOf).OfType<OutboxResult>().ToList();
            await outbox.CompleteAsync(batch, results, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<EventDelivery>> PublishAsync(OutboxBatch batch, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.LeaseDuration * 0.9, leaseClock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        _publisher ??= subscription.CreatePublisher(services);
        var deliveries = await _publisher.PublishAsync([.. batch.Entries.Select(entry => entry.Event)], either.Token).ConfigureAwait(false);
        return deliveries.Count == batch.Entries.Count
            ? deliveries
            : throw new InvalidOperationException(
                $"The event publisher '{Name}' answered {deliveries.Count} outcomes for {batch.Entries.Count} events; it must give one an event.");
    }

    private OutboxResult? ResultOf(EventDelivery delivery, OutboxEntry entry)
    {
        switch (delivery.Status)
        {
            case EventDeliveryStatus.NotTried:
                return null;
            case EventDeliveryStatus.Delivered:
                return new OutboxResult { Position = entry.Position, IsDelivered = true };
        }

        var error = delivery.Error is { Length: > MostError } text ? text[..MostError] : delivery.Error;
        var attempts = entry.Attempts + 1;
        if (delivery.Status == EventDeliveryStatus.Rejected || attempts >= options.MaxAttempts)
        {
            Log.EventSetAside(logger, entry.Event.Id, entry.Event.Type, Name, attempts);
            return new OutboxResult { Position = entry.Position, Error = error };
        }

        Log.EventFailed(logger, entry.Event.Id, entry.Event.Type, Name, attempts);
        return new OutboxResult { Position = entry.Position, Error = error, RetryAt = leaseClock.GetUtcNow() + PauseAfter(entry.Position, attempts) };
    }

    /// <summary>Doubles with each attempt, and differs by up to a quarter between entries, so that they don't all come back at once.</summary>
    private TimeSpan PauseAfter(long position, int attempts)
    {
        var pause = Math.Min(options.FirstRetry.TotalMilliseconds * Math.Pow(2, attempts - 1), options.LongestRetry.TotalMilliseconds);
        var spread = unchecked((uint)(position * 2_654_435_761)) / (double)uint.MaxValue;
        return TimeSpan.FromMilliseconds(pause * (0.75 + (spread / 2)));
    }
}
