using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Testing;

/// <summary>The base of fixtures of providers on HTTP: runs the server, makes the provider, and counts.</summary>
public abstract class HttpProviderFixture : IProviderFixture
{
    private readonly ConcurrentQueue<string> _faults = [];
    private readonly ConcurrentBag<ServiceProvider> _services = [];
    private readonly HttpProviderServer _server;
    private ProviderBehaviour _behaviour;
    private ProviderRefusal? _refusal;
    private int _received;
    private int _begun;

    /// <summary>Starts the server.</summary>
    protected HttpProviderFixture() => _server = new HttpProviderServer(Answer, CountBegun);

    /// <inheritdoc/>
    public int Port => _server.Port;

    /// <inheritdoc/>
    public int ReceivedCount => Volatile.Read(ref _received);

    /// <inheritdoc/>
    public int BegunCount => Volatile.Read(ref _begun);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <inheritdoc/>
    public abstract IReadOnlyList<ProviderRefusal> Refusals { get; }

    /// <inheritdoc/>
    public virtual IReadOnlyCollection<FailureKind> ImpossibleKinds => [];

    /// <summary>Gets the last message that came whole.</summary>
    public HttpServerRequest? LastMessage { get; private set; }

    /// <summary>Gets the name under which the provider is registered.</summary>
    public static string ProviderName => "primary";

    /// <summary>Gets the name of the provider's HTTP client.</summary>
    public abstract string ClientName { get; }

    /// <summary>Gets an answer of success that is none of this provider's.</summary>
    protected virtual HttpServerAnswer Garbage => new(200, "{\"id\":");

    /// <inheritdoc/>
    public void Behave(ProviderBehaviour behaviour, ProviderRefusal? refusal = null)
    {
        _behaviour = behaviour;
        _refusal = refusal;
    }

    /// <inheritdoc/>
    public void Forget()
    {
        Interlocked.Exchange(ref _received, 0);
        Interlocked.Exchange(ref _begun, 0);
    }

    /// <inheritdoc/>
    public IMessageProvider CreateProvider(int port, TimeSpan answerTimeout) => ProviderOf(CreateServices(port, answerTimeout));

    /// <summary>Gets the provider of a host.</summary>
    public static IMessageProvider ProviderOf(IServiceProvider services) => services.GetRequiredKeyedService<IMessageProvider>(ProviderName);

    /// <summary>Makes the services of a host that uses the provider; disposed with the fixture.</summary>
    /// <param name="port">Where the provider must connect to.</param>
    /// <param name="answerTimeout">How long it must wait for an answer.</param>
    /// <param name="configure">What else the host registers.</param>
    public ServiceProvider CreateServices(int port, TimeSpan answerTimeout, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        Add(services.AddOutreach(), new Uri($"http://127.0.0.1:{port}"), answerTimeout);
        configure?.Invoke(services);
        var built = services.BuildServiceProvider();
        _services.Add(built);
        return built;
    }

    /// <summary>Registers the provider, talking to the server, with a host that somebody else makes.</summary>
    public void AddTo(IOutreachBuilder builder) => Add(builder, new Uri($"http://127.0.0.1:{Port}"), TimeSpan.FromMinutes(2));

    /// <inheritdoc/>
    public abstract OutgoingMessage CreateMessage();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var services in _services)
        {
            await services.DisposeAsync();
        }

        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Registers the provider as <see cref="ProviderName"/>.</summary>
    protected abstract void Add(IOutreachBuilder builder, Uri address, TimeSpan answerTimeout);

    /// <summary>Checks a message as strictly as the real server.</summary>
    /// <returns>What is wrong with it, or <see langword="null"/>.</returns>
    protected abstract string? Check(HttpServerRequest request);

    /// <summary>Makes the answer that accepts a message.</summary>
    protected abstract HttpServerAnswer Accept(HttpServerRequest request);

    /// <summary>Makes the answer that refuses a message.</summary>
    protected abstract HttpServerAnswer Refuse(ProviderRefusal refusal);

    /// <summary>Says whether a request hands a message over.</summary>
    protected virtual bool IsMessage(HttpServerRequest request) => request.Method == "POST";

    /// <summary>Answers a request that hands no message over.</summary>
    protected virtual HttpServerAnswer Query(HttpServerRequest request) => new(404, "{}");

    private void CountBegun(HttpServerRequest head)
    {
        if (IsMessage(head))
        {
            Interlocked.Increment(ref _begun);
        }
    }

    private HttpServerAnswer? Answer(HttpServerRequest request)
    {
        if (!IsMessage(request))
        {
            return Query(request);
        }

        LastMessage = request;
        Interlocked.Increment(ref _received);
        if (Check(request) is { } fault)
        {
            _faults.Enqueue(fault);
            return new HttpServerAnswer(400, fault);
        }

        return _behaviour switch
        {
            ProviderBehaviour.Refuse => Refuse(_refusal!),
            ProviderBehaviour.StaySilent => Accept(request) with { Delay = TimeSpan.FromMinutes(5) },
            ProviderBehaviour.AnswerLate => Accept(request) with { Delay = TimeSpan.FromSeconds(0.25) },
            ProviderBehaviour.AnswerGarbage => Garbage,
            ProviderBehaviour.AnswerWithoutEnd => Accept(request) with { IsEndless = true },
            ProviderBehaviour.Close => null,
            ProviderBehaviour.Redirect => new HttpServerAnswer(307) { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Location"] = request.Path } },
            _ => Accept(request),
        };
    }
}
