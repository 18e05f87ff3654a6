using Xunit;

namespace Outreach.Testing;

/// <summary>
/// What campaigns must make of an email provider on HTTP: the real engine in virtual time, and the fixture's server over real connections. The author
/// of a provider derives one class from it, beside that of <see cref="HttpProviderSuite{TFixture}"/>.
/// </summary>
/// <typeparam name="TFixture">Makes the provider and the server that it talks to.</typeparam>
public abstract class EmailCampaignSuite<TFixture> : IAsyncLifetime
    where TFixture : HttpProviderFixture, new()
{
    /// <summary>Starts a host that sends by the provider.</summary>
    protected EmailCampaignSuite()
    {
        Harness = new CampaignHarness(new CampaignHarnessOptions { Configure = builder => Fixture.AddTo(builder) });
        Harness.Sender = Harness.Sender with { ProviderName = HttpProviderFixture.ProviderName };
    }

    /// <summary>Gets the fixture.</summary>
    protected TFixture Fixture { get; } = new();

    /// <summary>Gets the host.</summary>
    protected CampaignHarness Harness { get; }

    /// <inheritdoc/>
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Harness.DisposeAsync();
        await Fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Campaign_WhoseAnswerIsLost_IsHeldAndPostsNothingAgain()
    {
        Fixture.Behave(ProviderBehaviour.Close);
        var id = await StartAsync();

        await Harness.RunForAsync(TimeSpan.FromDays(30), TestContext.Current.CancellationToken);

        Assert.Equal((1, 1), (Fixture.BegunCount, Fixture.ReceivedCount));
        Assert.Equal(SendState.InDoubt, (await SendAsync(id)).State);
    }

    [Fact]
    public async Task Campaign_WhoseAnswerIsLost_GoesOnWhenAnEventProvesTheMessage()
    {
        Fixture.Behave(ProviderBehaviour.Close);
        var id = await StartAsync();
        await Harness.RunForAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        var send = await SendAsync(id);
        var delivered = new ProviderEvent
        {
            Key = "e1", Type = DeliveryEventType.Delivered, At = Harness.Time.GetUtcNow(), Attempt = new AttemptId(send.Id, send.Attempt),
        };

        await Harness.Get<IProviderEventHandler>().HandleAsync(HttpProviderFixture.ProviderName, [delivered], TestContext.Current.CancellationToken);

        Assert.Equal(CampaignStatus.Completed, (await Harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken)).Status);
        Assert.Equal((SendState.Sent, 1), ((await SendAsync(id)).State, Fixture.ReceivedCount));
    }

    [Fact]
    public async Task Campaign_ThatIsThrottled_WaitsAsLongAsItIsAskedTo()
    {
        var throttled = Fixture.Refusals.OrderByDescending(static refusal => refusal.RetryAfter).First(static refusal => refusal.Kind == FailureKind.Throttled);
        Fixture.Behave(ProviderBehaviour.Refuse, throttled);
        var id = await StartAsync();
        await Harness.RunForAsync((throttled.RetryAfter ?? TimeSpan.FromSeconds(2)) / 2, TestContext.Current.CancellationToken);
        Assert.Equal(1, Fixture.ReceivedCount);
        Fixture.Behave(ProviderBehaviour.Accept);

        await Harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((SendState.Sent, 2), ((await SendAsync(id)).State, Fixture.ReceivedCount));
        Assert.Empty(Fixture.Faults);
    }

    [Fact]
    public async Task Send_OfAMessageThatIsTooLarge_IsRefusedBeforeAnythingLeaves()
    {
        var email = (OutgoingEmail)Fixture.CreateMessage();
        email.Content = new byte[45_000_000];
        var attempt = new ProviderAttempt();

        var result = await Fixture.CreateProvider(Fixture.Port, TimeSpan.FromMinutes(2)).SendAsync(email, attempt, TestContext.Current.CancellationToken);

        Assert.Equal((HandOverPhase.NotHandedOver, (FailureKind?)FailureKind.RejectedContent, 0), (result.Phase, result.Failure, attempt.Asked));
        Assert.Contains("MB", result.Reply!.Text, StringComparison.Ordinal);
    }

    /// <summary>Starts a campaign of one message to one contact.</summary>
    protected async Task<Guid> StartAsync()
    {
        await Harness.AddContactsAsync(new ContactDraft { Email = "bob@example.net" });
        return await Harness.StartAsync(new CampaignDraft
        {
            Name = "One message",
            Steps = [SequenceStep.Create(new MessageTemplate { Subject = "Hello", Text = "Hi {{ unsubscribe_url }}" })],
        });
    }

    /// <summary>Finds the one send of a campaign.</summary>
    protected async Task<SendRecord> SendAsync(Guid campaignId)
    {
        var sends = new List<SendRecord>();
        await foreach (var send in Harness.Get<ISendLedger>().ReadSendsAsync(Organisation.DefaultId, campaignId, null, TestContext.Current.CancellationToken))
        {
            sends.Add(send);
        }

        return Assert.Single(sends);
    }
}
