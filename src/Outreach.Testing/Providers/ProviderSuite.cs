using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Outreach.Testing;

/// <summary>
/// What every provider must do: report how far each message got, ask for the intent at the right moment, and never send anything twice. The author
/// of a provider derives one empty class from it.
/// </summary>
/// <typeparam name="TFixture">Makes the provider and the server that it talks to.</typeparam>
public abstract class ProviderSuite<TFixture> : IAsyncLifetime
    where TFixture : IProviderFixture, new()
{
    /// <summary>Long enough for any answer on this machine.</summary>
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    /// <summary>As short as tests that wait for a silent server can be.</summary>
    private static readonly TimeSpan Impatient = TimeSpan.FromSeconds(0.4);

    /// <summary>What a provider may read of an answer without end: its own limit, and what the system's buffers hold.</summary>
    private const long MostRead = 48 << 20;

    /// <summary>Gets the fixture.</summary>
    protected TFixture Fixture { get; } = new();

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Send_WhenAccepted_IsAnsweredAfterOneIntent()
    {
        var attempt = new ProviderAttempt();

        var result = await SendAsync(attempt);

        Assert.True(result.IsAccepted, result.Reply?.Text);
        Assert.NotNull(result.Reply?.ProviderMessageId);
        Assert.Equal((1, 1, 1), (attempt.Asked, Fixture.BegunCount, Fixture.ReceivedCount));
        Assert.Empty(Fixture.Faults);
    }

    [Fact]
    public async Task Send_WhenRefused_IsMappedAndKeepsTheRawAnswer()
    {
        var provider = Fixture.CreateProvider(Fixture.Port, Patient);
        foreach (var refusal in Fixture.Refusals)
        {
            Fixture.Behave(ProviderBehaviour.Refuse, refusal);

            var result = await provider.SendAsync(Fixture.CreateMessage(), new ProviderAttempt(), TestEnd);

            Assert.Equal((refusal.Name, HandOverPhase.Answered, (FailureKind?)refusal.Kind), (refusal.Name, Normal(result.Phase), result.Failure));
            Assert.Equal((refusal.Name, (int?)refusal.Code), (refusal.Name, result.Reply?.Code));
            Assert.Contains(refusal.Text, result.Reply!.Text, StringComparison.Ordinal);
            Assert.Equal((refusal.Name, refusal.Suppression), (refusal.Name, result.Suppression));
            if (refusal.RetryAfter is { } wait)
            {
                Assert.InRange(result.RetryAfter ?? TimeSpan.MinValue, wait - TimeSpan.FromSeconds(2), wait);
            }
        }

        Assert.Empty(Fixture.Faults);
    }

    [Fact]
    public void Refusals_CoverEveryKindOfFailure() =>
        Assert.Equal(Enum.GetValues<FailureKind>().Order(), Fixture.Refusals.Select(refusal => refusal.Kind).Concat(Fixture.ImpossibleKinds).Distinct().Order());

    [Theory]
    [InlineData(IntentVerdict.Suppressed)]
    [InlineData(IntentVerdict.NotRecorded)]
    public async Task Send_WhenTheIntentIsDenied_HandsNothingOver(IntentVerdict verdict)
    {
        var result = await SendAsync(new ProviderAttempt(verdict));

        Assert.Equal((HandOverPhase.NotHandedOver, (IntentVerdict?)verdict), (result.Phase, result.Denied));
        Assert.Equal(0, Fixture.ReceivedCount);
    }

    [Fact]
    public async Task Send_WhenTheIntentCanNotBeAskedFor_HandsNothingOver()
    {
        var attempt = new ProviderAttempt { OnAsked = _ => throw new OutreachStorageException("no disk") };

        await Assert.ThrowsAsync<OutreachStorageException>(() => SendAsync(attempt));

        Assert.Equal((1, 0), (attempt.Asked, Fixture.ReceivedCount));
    }

    [Fact]
    public async Task Send_CancelledBefore_HandsNothingOver()
    {
        var attempt = new ProviderAttempt();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Fixture.CreateProvider(Fixture.Port, Patient)
            .SendAsync(Fixture.CreateMessage(), attempt, new CancellationToken(canceled: true)));

        Assert.Equal((0, 0), (attempt.Asked, Fixture.ReceivedCount));
    }

    [Fact]
    public async Task Send_CancelledWhileTheIntentIsAskedFor_HandsNothingOver()
    {
        using var cancel = new CancellationTokenSource();
        var attempt = new ProviderAttempt { OnAsked = async _ => await cancel.CancelAsync() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Fixture.CreateProvider(Fixture.Port, Patient).SendAsync(Fixture.CreateMessage(), attempt, cancel.Token));

        Assert.Equal(0, Fixture.ReceivedCount);
    }

    [Fact]
    public async Task Send_CancelledAfterTheHandOver_GoesOnWaitingForTheAnswer()
    {
        Fixture.Behave(ProviderBehaviour.AnswerLate);
        using var cancel = new CancellationTokenSource();
        var sending = Fixture.CreateProvider(Fixture.Port, Patient).SendAsync(Fixture.CreateMessage(), new ProviderAttempt(), cancel.Token);
        while (Fixture.ReceivedCount == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestEnd);
        }

        await cancel.CancelAsync();

        Assert.True((await sending).IsAccepted);
    }

    [Theory]
    [InlineData(ProviderBehaviour.StaySilent)]
    [InlineData(ProviderBehaviour.Close)]
    [InlineData(ProviderBehaviour.AnswerGarbage)]
    [InlineData(ProviderBehaviour.AnswerWithoutEnd)]
    public async Task Send_WithoutACertainAnswer_IsInDoubtAndNeverRepeated(ProviderBehaviour behaviour)
    {
        Fixture.Behave(behaviour);
        var attempt = new ProviderAttempt();

        var result = await Fixture.CreateProvider(Fixture.Port, Impatient).SendAsync(Fixture.CreateMessage(), attempt, TestEnd);

        Assert.Equal((HandOverPhase.HandedOver, null), (result.Phase, result.Failure));
        Assert.False(result.IsAccepted);
        Assert.NotEmpty(result.Reply!.Text);
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestEnd);
        Assert.Equal((1, 1, 1), (attempt.Asked, Fixture.BegunCount, Fixture.ReceivedCount));
    }

    [Fact]
    public async Task Send_WhenTheAnswerDoesNotEnd_StopsReadingAndIsInDoubt()
    {
        Fixture.Behave(ProviderBehaviour.AnswerWithoutEnd);
        await using var relay = new CuttingRelay(Fixture.Port);

        var result = await Fixture.CreateProvider(relay.Port, Patient).SendAsync(Fixture.CreateMessage(), new ProviderAttempt(), TestEnd);

        Assert.Equal(HandOverPhase.HandedOver, result.Phase);
        Assert.InRange(relay.AnswerBytes, 1, MostRead);
    }

    [Fact]
    public async Task Send_WhenNobodyListens_IsNotHandedOverAndNeedsNoIntent()
    {
        var attempt = new ProviderAttempt();

        var result = await Fixture.CreateProvider(ClosedPort(), Patient).SendAsync(Fixture.CreateMessage(), attempt, TestEnd);

        Assert.Equal((HandOverPhase.NotHandedOver, (FailureKind?)FailureKind.Transient, 0), (result.Phase, result.Failure, attempt.Asked));
    }

    [Fact]
    public async Task Send_WhenTheRequestIsCutAnywhere_IsNeverAccepted()
    {
        var (length, _) = await MeasureAsync();
        await using var relay = new CuttingRelay(Fixture.Port);
        var provider = Fixture.CreateProvider(relay.Port, Patient);
        for (var bytes = 0; bytes < length; bytes++)
        {
            relay.CutRequestAfter = bytes;
            var attempt = new ProviderAttempt();

            var result = await provider.SendAsync(Fixture.CreateMessage(), attempt, TestEnd);

            Assert.False(result.IsAccepted);
            Assert.NotEqual(HandOverPhase.Answered, result.Phase);
            Assert.True(result.Phase == HandOverPhase.NotHandedOver || attempt.Asked == 1, $"cut after {bytes} bytes");
        }

        Assert.Equal(0, Fixture.ReceivedCount);
    }

    [Fact]
    public async Task Send_WhenTheAnswerIsCutAnywhere_IsInDoubtOnceReceived()
    {
        var (_, length) = await MeasureAsync();
        await using var relay = new CuttingRelay(Fixture.Port);
        var provider = Fixture.CreateProvider(relay.Port, Patient);
        for (var bytes = 0; bytes < length; bytes++)
        {
            relay.CutAnswerAfter = bytes;
            var received = Fixture.ReceivedCount;

            var result = await provider.SendAsync(Fixture.CreateMessage(), new ProviderAttempt(), TestEnd);

            var copies = Fixture.ReceivedCount - received;
            Assert.True(copies <= 1, $"cut after {bytes} bytes: {copies} copies");
            Assert.True(copies == 0 || result.Phase == HandOverPhase.HandedOver, $"cut after {bytes} bytes: received, but {result.Phase}");
            Assert.False(result.IsAccepted);
        }
    }

    [Fact]
    public async Task Send_InAStormOfThrottling_AsksOnceForEachMessageAndSaysHowLongToWait()
    {
        var throttled = Fixture.Refusals.First(refusal => refusal.Kind == FailureKind.Throttled);
        Fixture.Behave(ProviderBehaviour.Refuse, throttled);
        var provider = Fixture.CreateProvider(Fixture.Port, Patient);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => provider.SendAsync(Fixture.CreateMessage(), new ProviderAttempt(), TestEnd)));

        Assert.All(results, result => Assert.Equal((FailureKind?)FailureKind.Throttled, result.Failure));
        Assert.All(results, result => Assert.True(throttled.RetryAfter is null || result.RetryAfter is not null));
        Assert.Equal(20, Fixture.BegunCount);
    }

    private Task<HandOverResult> SendAsync(ProviderAttempt attempt) =>
        Fixture.CreateProvider(Fixture.Port, Patient).SendAsync(Fixture.CreateMessage(), attempt, TestEnd);

    /// <summary>A refusal may come before the message left: an answer all the same.</summary>
    private static HandOverPhase Normal(HandOverPhase phase) => phase == HandOverPhase.NotHandedOver ? HandOverPhase.Answered : phase;

    private async Task<(long Request, long Answer)> MeasureAsync()
    {
        var received = Fixture.ReceivedCount;
        await using var relay = new CuttingRelay(Fixture.Port);
        Assert.True((await Fixture.CreateProvider(relay.Port, Patient).SendAsync(Fixture.CreateMessage(), new ProviderAttempt(), TestEnd)).IsAccepted);
        Fixture.Forget();
        Assert.Equal(received, Fixture.ReceivedCount);
        return (relay.RequestBytes, relay.AnswerBytes);
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
