using System.Globalization;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Outreach.Events.RabbitMq;

/// <summary>Takes one message after the other and acknowledges it once it is recorded, or kept among the invalid ones.</summary>
internal sealed class InboundConsumer(
    IChannel channel, IExternalEventHandler events, RabbitMqInboundOptions options, ILogger logger, CancellationToken stopping)
    : AsyncDefaultBasicConsumer(channel)
{
    /// <summary>The header that says why a message is among the invalid ones.</summary>
    public const string ReasonHeader = "x-outreach-reason";

    private const int MostReason = 1000;
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private Task _inHand = Task.CompletedTask;

    public override Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            // One that comes when the host stops is not acknowledged: it comes again.
            return stopping.IsCancellationRequested ? Task.CompletedTask : _inHand = TakeAsync(deliveryTag, properties, body);
        }
    }

    /// <summary>Once the host stops: waits until what was recorded is acknowledged too, so that it does not come again.</summary>
    public async Task EndAsync()
    {
        Task inHand;
        lock (_lock)
        {
            inHand = _inHand;
        }

        await Task.WhenAny(inHand, Task.Delay(LongestEnd, TimeProvider.System)).ConfigureAwait(false);
    }

    private async Task TakeAsync(ulong deliveryTag, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        try
        {
            if (await ReceiveAsync(properties, body).ConfigureAwait(false) is { } reason)
            {
                Log.MessageInvalid(logger, options.InvalidQueue, reason);
                await SetAsideAsync(properties, body, reason).ConfigureAwait(false);
            }

            await Channel.BasicAckAsync(deliveryTag, multiple: false, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Not acknowledged: it comes again.
        }
        catch (Exception failure)
        {
            Log.MessageNotRecorded(logger, failure);
            await GiveBackAsync(deliveryTag).ConfigureAwait(false);
        }
    }

    /// <returns>Why the message can't be used, or <see langword="null"/> if it was received.</returns>
    private async Task<string?> ReceiveAsync(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        if (body.Length > options.MaxMessageBytes)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The message has {body.Length} bytes; at most {options.MaxMessageBytes} are read.");
        }

        var (message, error) = InboundMessageJson.Read(body.Span);
        if (message is null)
        {
            return error;
        }

        try
        {
            var result = await events.HandleAsync(message.ToEvent(), stopping).ConfigureAwait(false);
            Log.MessageReceived(logger, message.OrganisationId, result.ParticipantIds.Count, result.IsDuplicate);
            return null;
        }
        catch (ArgumentException invalid)
        {
            return invalid.Message;
        }
        catch (Exception failure) when (failure is not OperationCanceledException && DeliveriesBefore(properties) + 1 >= options.MaxDeliveries)
        {
            return $"Recording it failed {options.MaxDeliveries} times: {failure.Message}";
        }
    }

    private async Task SetAsideAsync(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, string reason)
    {
        var headers = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [ReasonHeader] = reason.Length > MostReason ? reason[..MostReason] : reason,
        };
        var kept = new BasicProperties { Persistent = true, MessageId = properties.MessageId, ContentType = properties.ContentType, Headers = headers };
        await Channel.BasicPublishAsync("", options.InvalidQueue, mandatory: true, kept, body, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task GiveBackAsync(ulong deliveryTag)
    {
        try
        {
            await Task.Delay(RetryPause, TimeProvider.System, stopping).ConfigureAwait(false);
            await Channel.BasicNackAsync(deliveryTag, multiple: false, requeue: true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or RabbitMQ.Client.Exceptions.RabbitMQClientException or ObjectDisposedException)
        {
            // The channel is gone, or going: what is not acknowledged comes again.
        }
    }

    /// <summary>Quorum queues count how often a message was given back.</summary>
    private static long DeliveriesBefore(IReadOnlyBasicProperties properties) =>
        properties.Headers?.TryGetValue("x-delivery-count", out var count) == true ? Convert.ToInt64(count, CultureInfo.InvariantCulture) : 0;
}
