using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outreach.Testing;
using Outreach.TestServers;
using RabbitMQ.Client;

namespace Outreach.Events.RabbitMq.Tests;

/// <summary>Outreach with a store and a broker, and a connection of the test's own to look at the broker.</summary>
internal sealed class RabbitMqFixture : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private RabbitMqFixture(ServiceProvider services, IConnection connection, IChannel channel)
    {
        Services = services;
        _connection = connection;
        _channel = channel;
    }

    public ServiceProvider Services { get; }

    /// <summary>Gets an exchange that no other test uses.</summary>
    public string Exchange { get; private init; } = "";

    public static async Task<RabbitMqFixture> CreateAsync(
        RabbitMqServer server, Action<IOutreachBuilder>? configure = null, string? exchange = null, TimeProvider? leaseClock = null)
    {
        exchange ??= $"events-{Guid.NewGuid():N}";
        var services = new ServiceCollection();
        services.AddKeyedSingleton("Outreach.LeaseClock", leaseClock ?? TimeProvider.System);
        services.AddKeyedSingleton<IMessageProvider>("primary", new RecordingProvider(TimeProvider.System));
        var builder = services.AddOutreach().UseInMemoryStore();
        builder.AddRabbitMqEvents(options => Configure(options, server.Port, exchange));
        configure?.Invoke(builder);
        var connection = await ConnectAsync(server.Port);
        return new RabbitMqFixture(services.BuildServiceProvider(), connection, await connection.CreateChannelAsync()) { Exchange = exchange };
    }

    public static void Configure(RabbitMqOptions options, int port, string exchange)
    {
        options.HostName = "127.0.0.1";
        options.Port = port;
        options.UseTls = false;
        options.UserName = "outreach";
        options.Password = "outreach";
        options.Exchange = exchange;
        options.Timeout = TimeSpan.FromMinutes(2);
    }

    public static Task<IConnection> ConnectAsync(int port) =>
        new ConnectionFactory
        {
            HostName = "127.0.0.1",
            Port = port,
            UserName = "outreach",
            Password = "outreach",
            RequestedConnectionTimeout = Patience.Limit,
            HandshakeContinuationTimeout = Patience.Limit,
            ContinuationTimeout = Patience.Limit,
        }.CreateConnectionAsync();

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async Task<string> BindAsync(string pattern)
    {
        var queue = $"q-{Guid.NewGuid():N}";
        await _channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true);
        await _channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await _channel.QueueBindAsync(queue, Exchange, pattern);
        return queue;
    }

    public static OutreachEvent NewEvent(string type = EventTypes.MessageSent) => new()
    {
        Id = Guid.CreateVersion7(),
        OrganisationId = Organisation.DefaultId,
        Type = type,
        At = DateTimeOffset.UnixEpoch,
        Subject = Guid.CreateVersion7(),
        Data = "{}",
    };

    public Task<int> AddAsync(params OutreachEvent[] events) => Get<IEventOutbox>().AddAsync(events);

    public Task<int> DispatchAsync() => Get<IEventDispatcher>().DispatchDueAsync(TestContext.Current.CancellationToken);

    public Task<long> WaitingAsync() => Get<IEventOutbox>().CountAsync("rabbitmq");

    /// <summary>Takes all messages of a queue.</summary>
    public async Task<List<BasicGetResult>> TakeAllAsync(string queue)
    {
        var all = new List<BasicGetResult>();
        while (await _channel.BasicGetAsync(queue, autoAck: true) is { } message)
        {
            all.Add(message);
        }

        return all;
    }

    public async Task PublishAsync(string queue, ReadOnlyMemory<byte> body) =>
        await _channel.BasicPublishAsync("", queue, mandatory: false, new BasicProperties { Persistent = true }, body);

    public async Task<uint> CountAsync(string queue) => await _channel.MessageCountAsync(queue);

    public async Task StartInboundAsync() => await Worker().StartAsync(TestContext.Current.CancellationToken);

    public async Task StopInboundAsync() => await Worker().StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
        await Services.DisposeAsync();
    }

    public static Task UntilAsync(Func<Task<bool>> condition) => Patience.UntilAsync(condition, static () => "It did not happen.");

    public static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);

    private RabbitMqInboundWorker Worker() => Services.GetServices<IHostedService>().OfType<RabbitMqInboundWorker>().Single();
}
