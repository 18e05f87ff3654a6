using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Polly;
using Polly.CircuitBreaker;

namespace Outreach;

/// <summary>
/// Keeps messages from a provider that can't be reached, or that does not accept our credentials: each message that waits would otherwise
/// try the same connection or log in again. An open circuit puts participants off with a reason; nothing is dropped.
/// </summary>
internal sealed class ProviderCircuit
{
    /// <summary>How long nothing is handed over after the credentials were refused; then one message tries.</summary>
    private static readonly TimeSpan AuthenticationPause = TimeSpan.FromMinutes(15);

    /// <summary>How long nothing is handed over after the provider could not be reached.</summary>
    private static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<HandOverResult> _pipeline;
    private long _openUntil;
    private long _refusedUntil;

    public ProviderCircuit(string name, TimeProvider time)
    {
        Name = name;
        _time = time;
        _pipeline = new ResiliencePipelineBuilder<HandOverResult> { Name = name, TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HandOverResult>
            {
                // Half of ten and more attempts within half a minute found nobody.
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = BreakDuration,
                BreakDuration = BreakDuration,
                StateProvider = _state,
                ShouldHandle = static arguments => ValueTask.FromResult(IsUnreachable(arguments.Outcome.Result)),
                OnOpened = arguments =>
                {
                    Volatile.Write(ref _openUntil, (_time.GetUtcNow() + arguments.BreakDuration).UtcTicks);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    public string Name { get; }

    /// <summary>Finds whether messages must wait, and until when. After a refused log-in, whoever asks first when the wait is over may try.</summary>
    public DateTimeOffset? FindWait()
    {
        var now = _time.GetUtcNow();
        var refused = Volatile.Read(ref _refusedUntil);
        if (refused > now.UtcTicks)
        {
            return new DateTimeOffset(refused, TimeSpan.Zero);
        }

        if (refused != 0)
        {
            var next = (now + AuthenticationPause).UtcTicks;
            var found = Interlocked.CompareExchange(ref _refusedUntil, next, refused);
            return found == refused ? null : new DateTimeOffset(Math.Max(found, now.UtcTicks + TimeSpan.TicksPerMinute), TimeSpan.Zero);
        }

        var open = Volatile.Read(ref _openUntil);
        return _state.CircuitState == CircuitState.Open && open > now.UtcTicks ? new DateTimeOffset(open, TimeSpan.Zero) : null;
    }

    /// <summary>Hands a message over.</summary>
    /// <returns>The result, or <see langword="null"/> if the circuit is open: nothing was done.</returns>
    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    public async ValueTask<HandOverResult?> SendAsync(
        IMessageProvider provider, OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken)
    {
        // Outcomes instead of exceptions, and a pooled context: the way that allocates least, for what every message goes through.
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        var outcome = await _pipeline.ExecuteOutcomeAsync(
            static (context, state) => SendAsync(state.provider, state.message, state.attempt, context), context, (provider, message, attempt)).ConfigureAwait(false);
        ResilienceContextPool.Shared.Return(context);
        if (outcome.Exception is BrokenCircuitException)
        {
            return null;
        }

        outcome.ThrowIfException();
        var result = outcome.Result!;
        if (result.Failure == FailureKind.Authentication)
        {
            Volatile.Write(ref _refusedUntil, (_time.GetUtcNow() + AuthenticationPause).UtcTicks);
        }
        else if (result.Phase == HandOverPhase.Answered)
        {
            Volatile.Write(ref _refusedUntil, 0);
        }

        return result;
    }

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever it is reaches the caller by the outcome.")]
    private static async ValueTask<Outcome<HandOverResult>> SendAsync(
        IMessageProvider provider, OutgoingMessage message, ISendAttempt attempt, ResilienceContext context)
    {
        try
        {
            return Outcome.FromResult(await provider.SendAsync(message, attempt, context.CancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            return Outcome.FromException<HandOverResult>(exception);
        }
    }

    // Where the provider delivers directly, an enhanced code says that one recipient's server is away, and not the provider.
    private static bool IsUnreachable(HandOverResult? result) =>
        result is { Phase: HandOverPhase.NotHandedOver, Failure: FailureKind.Transient, Denied: null, Reply: null or { Code: null, EnhancedCode: null } };
}
