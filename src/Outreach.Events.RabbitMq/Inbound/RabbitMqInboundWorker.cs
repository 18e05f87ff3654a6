using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Outreach.Events.RabbitMq;

/// <summary>Reads messages that other systems received for the life of the host, and connects again with growing pauses when the connection breaks.</summary>
internal sealed class RabbitMqInboundWorker(
    RabbitMqConnector connector,
    IExternalEventHandler events,
    IOptions<RabbitMqInboundOptions> options,
    ILogger<RabbitMqInboundWorker> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ConsumeAsync(() => pause = FirstPause, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.ConsumerFailed(logger, failure, options.Value.Queue);
            }

            try
            {
                await Task.Delay(pause, TimeProvider.System, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task ConsumeAsync(Action connected, CancellationToken stoppingToken)
    {
        var connection = await connector.ConnectAsync("consumer", stoppingToken).ConfigureAwait(false);
        InboundConsumer? consumer = null;
        try
        {
            var channel = await RabbitMqConnector.OpenConfirmingAsync(connection, stoppingToken).ConfigureAwait(false);
            await PrepareQueuesAsync(channel, stoppingToken).ConfigureAwait(false);
            await channel.BasicQosAsync(0, (ushort)options.Value.Prefetch, global: false, stoppingToken).ConfigureAwait(false);
            var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            channel.ChannelShutdownAsync += (_, _) =>
            {
                closed.TrySetResult();
                return Task.CompletedTask;
            };
            consumer = new InboundConsumer(channel, events, options.Value, logger, stoppingToken);
            await channel.BasicConsumeAsync(options.Value.Queue, autoAck: false, consumer, stoppingToken).ConfigureAwait(false);
            connected();
            await closed.Task.WaitAsync(stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            if (consumer is not null && stoppingToken.IsCancellationRequested)
            {
                await consumer.EndAsync().ConfigureAwait(false);
            }

            // What is not acknowledged comes again; it is recognised by its id.
            await RabbitMqConnector.CloseAsync(connection).ConfigureAwait(false);
        }
    }

    private async Task PrepareQueuesAsync(IChannel channel, CancellationToken cancellationToken)
    {
        foreach (var queue in (string[])[options.Value.Queue, options.Value.InvalidQueue])
        {
            if (connector.Options.Topology == RabbitMqTopology.Check)
            {
                await channel.QueueDeclarePassiveAsync(queue, cancellationToken).ConfigureAwait(false);
                continue;
            }

            var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
