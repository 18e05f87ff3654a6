using System.Globalization;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Outreach.Events.RabbitMq;

/// <summary>
/// Publishes events to a topic exchange: persistent, mandatory, with confirmations. All events of a batch are on their way before the first
/// confirmation is awaited. What the broker has not confirmed is published again with the same id, by this process or another.
/// </summary>
internal sealed class RabbitMqEventPublisher(RabbitMqConnector connector) : IEventPublisher, IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private IConnection? _connection;
    private IChannel? _channel;

    public async Task<IReadOnlyList<EventDelivery>> PublishAsync(IReadOnlyList<OutreachEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var channel = await OpenAsync(cancellationToken).ConfigureAwait(false);
            return await PublishAsync(channel, events, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await CloseAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private async Task<IReadOnlyList<EventDelivery>> PublishAsync(IChannel channel, IReadOnlyList<OutreachEvent> events, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(connector.Options.Timeout);
        var confirmations = new Task<EventDelivery>[events.Count];
        for (var i = 0; i < confirmations.Length; i++)
        {
            confirmations[i] = PublishAsync(channel, events[i], patience.Token);
        }

        var deliveries = await Task.WhenAll(confirmations).ConfigureAwait(false);
        if (!channel.IsOpen)
        {
            // What was confirmed before the connection broke is noted; the rest comes again.
            await CloseAsync().ConfigureAwait(false);
            return deliveries.Any(delivery => delivery.Status == EventDeliveryStatus.Delivered)
                ? deliveries
                : throw new IOException("The connection to the RabbitMQ broker broke before it confirmed any event.");
        }

        return deliveries;
    }

    private async Task<EventDelivery> PublishAsync(IChannel channel, OutreachEvent outreachEvent, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties
        {
            Persistent = true,
            MessageId = outreachEvent.Id.ToString("D", CultureInfo.InvariantCulture),
            Type = outreachEvent.Type,
            ContentType = "application/cloudevents+json; charset=utf-8",
            Timestamp = new AmqpTimestamp(outreachEvent.At.ToUnixTimeSeconds()),
            AppId = "outreach",
        };
        var options = connector.Options;
        try
        {
            await channel.BasicPublishAsync(
                options.Exchange, outreachEvent.Type, mandatory: options.RequireRoute, properties, outreachEvent.ToCloudEvent(), cancellationToken)
                .ConfigureAwait(false);
            return EventDelivery.Delivered;
        }
        catch (PublishException refused)
        {
            return EventDelivery.Failed(refused.IsReturn
                ? $"No queue is bound to exchange '{options.Exchange}' for '{outreachEvent.Type}': bind one, or set RabbitMqOptions.RequireRoute to false."
                : "The broker refused the event (nack).");
        }
        catch (OperationCanceledException)
        {
            // Not confirmed in time: the connection is suspect, and whether the broker has the event is not known.
            await channel.AbortAsync(CancellationToken.None).ConfigureAwait(false);
            return EventDelivery.NotTried;
        }
        catch (Exception broken) when (broken is RabbitMQClientException or IOException or ObjectDisposedException)
        {
            return EventDelivery.NotTried;
        }
    }

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
        {
            return open;
        }

        await CloseAsync().ConfigureAwait(false);
        _connection = await connector.ConnectAsync("publisher", cancellationToken).ConfigureAwait(false);
        _channel = await RabbitMqConnector.OpenConfirmingAsync(_connection, cancellationToken).ConfigureAwait(false);
        if (connector.Options.Topology == RabbitMqTopology.Declare)
        {
            await _channel.ExchangeDeclareAsync(connector.Options.Exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
        else
        {
            await _channel.ExchangeDeclarePassiveAsync(connector.Options.Exchange, cancellationToken).ConfigureAwait(false);
        }

        return _channel;
    }

    private async ValueTask CloseAsync()
    {
        var connection = _connection;
        (_connection, _channel) = (null, null);
        await RabbitMqConnector.CloseAsync(connection).ConfigureAwait(false);
    }
}
