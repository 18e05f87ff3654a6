using System.Text;
using Outreach.Testing;

namespace Outreach.Tests.Sending;

public sealed class SendEngineTests : IAsyncDisposable
{
    private readonly EngineFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Run_SendsEachStepAtItsTime_AndCompletesTheCampaign()
    {
        await _fixture.AddContactsAsync("anna@a.example", "ben@b.example");
        var id = await _fixture.StartCampaignAsync(null, First(), SequenceStep.Create(EngineFixture.Template("", "Again. {{ unsubscribe_url }}"), StepDelay.Days(3)));

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(4, _fixture.Provider.Taken.Count);
        Assert.Equal([EngineFixture.Start, EngineFixture.Start.AddDays(3)], _fixture.Provider.Taken.Select(mail => mail.At).Distinct().Order());
        Assert.All(await _fixture.ParticipantsAsync(id), participant => Assert.Equal(ParticipantStatus.Completed, participant.Status));
        Assert.Equal(CampaignStatus.Completed, (await _fixture.Campaigns.GetAsync(Organisation.DefaultId, id))!.Status);
    }

    [Fact]
    public async Task FollowUp_ContinuesTheThread()
    {
        await _fixture.AddContactsAsync("anna@a.example");
        await _fixture.StartCampaignAsync(null, First(), FollowUp(2), FollowUp(4));

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        var mails = _fixture.Provider.Taken.ToArray();
        Assert.Equal(3, mails.Select(mail => mail.MessageId).Distinct().Count());
        var last = Encoding.UTF8.GetString(mails[2].Content.Span);
        Assert.Contains($"In-Reply-To: {mails[1].MessageId}\r\n", last, StringComparison.Ordinal);
        Assert.Contains("Subject: Re: Hello anna\r\n", last, StringComparison.Ordinal);
        var unfolded = last.Replace("\r\n ", " ", StringComparison.Ordinal);
        Assert.Contains($"References: {mails[0].MessageId} {mails[1].MessageId}\r\n", unfolded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MarketingMail_CarriesAWayToUnsubscribe_AndNamesItsAttemptInTheEnvelope()
    {
        await _fixture.AddContactsAsync("anna@a.example");
        await _fixture.StartCampaignAsync();

        await _fixture.Engine.RunDueAsync();

        var mail = Assert.Single(_fixture.Provider.Taken);
        var text = Encoding.UTF8.GetString(mail.Content.Span).Replace("\r\n ", " ", StringComparison.Ordinal);
        Assert.Contains("List-Unsubscribe: <mailto:unsub+", text, StringComparison.Ordinal);
        Assert.StartsWith("bounces+", mail.EnvelopeSender, StringComparison.Ordinal);
        var token = mail.EnvelopeSender["bounces+".Length..mail.EnvelopeSender.IndexOf('@', StringComparison.Ordinal)];
        var tokens = await _fixture.Get<TokenSource>().GetAsync(default);
        Assert.True(tokens.TryUnprotect(token, TokenPurpose.Bounce, out var attempt));
        Assert.Equal(mail.Attempt, attempt);
    }

    [Fact]
    public async Task Suppressed_IsNeverMailed_AndSaysWhy()
    {
        await _fixture.AddContactsAsync("anna@a.example", "ben@gone.example", "Carl@C.example");
        await _fixture.Get<ISuppressionStore>().AddAsync([Entry(AddressKey.FromDomain("gone.example")), Entry(AddressKey.FromEmail("carl@c.EXAMPLE"))]);
        var id = await _fixture.StartCampaignAsync();

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(1));

        Assert.Equal("anna@a.example", Assert.Single(_fixture.Provider.Taken).EnvelopeRecipient);
        var stopped = (await _fixture.ParticipantsAsync(id)).Where(participant => participant.Status == ParticipantStatus.Stopped).ToList();
        Assert.Equal(2, stopped.Count);
        Assert.All(stopped, participant => Assert.Equal(ReasonCodes.Suppressed, participant.Reason.Code));
    }

    [Fact]
    public async Task SuppressedBetweenComposingAndIntent_IsNotMailed()
    {
        await _fixture.AddContactsAsync("anna@a.example");
        var id = await _fixture.StartCampaignAsync();
        _fixture.Provider.BeforeIntent = _ => _fixture.Get<ISuppressionStore>().AddAsync([Entry("anna@a.example")]);

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(1));

        Assert.Empty(_fixture.Provider.Taken);
        Assert.Equal(ReasonCodes.Suppressed, Assert.Single(await _fixture.ParticipantsAsync(id)).Reason.Code);
        Assert.Empty(await _fixture.SendsAsync(id));
    }

    [Fact]
    public async Task PausedBetweenComposingAndIntent_IsMailedAfterResume()
    {
        await _fixture.AddContactsAsync("anna@a.example");
        var id = await _fixture.StartCampaignAsync();
        _fixture.Provider.BeforeIntent = _ => _fixture.Campaigns.PauseAsync(id);

        var report = await _fixture.Engine.RunDueAsync();
        Assert.Empty(_fixture.Provider.Taken);
        Assert.Null(report.NextDueAt);

        _fixture.Provider.BeforeIntent = _ => Task.CompletedTask;
        await _fixture.Campaigns.ResumeAsync(id);
        await _fixture.Engine.RunDueAsync();

        Assert.Single(_fixture.Provider.Taken);
    }

    [Fact]
    public async Task DailyCap_HoldsOnEveryDay_AndDefersTheRest()
    {
        _fixture.Sender = _fixture.Sender with { DailyCap = 3, TimeZone = "America/New_York" };
        await _fixture.AddContactsAsync([.. Enumerable.Range(0, 10).Select(i => $"c{i}@a.example")]);
        await _fixture.StartCampaignAsync();

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var days = _fixture.Provider.Taken.GroupBy(mail => TimeZoneInfo.ConvertTime(mail.At, zone).Date).Select(day => day.Count());
        Assert.Equal([3, 3, 3, 1], days);
    }

    [Fact]
    public async Task Window_KeepsSendsInsideWorkingHours()
    {
        _fixture.Time.AdvanceTo(EngineFixture.Start.AddHours(10)); // Monday 19:00
        await _fixture.AddContactsAsync("anna@a.example");
        await _fixture.StartCampaignAsync(new SendingSchedule { Opens = new(9, 0), Closes = new(17, 0), Days = DaysOfWeek.Weekdays });

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(7));

        Assert.Equal(EngineFixture.Start.AddDays(1), Assert.Single(_fixture.Provider.Taken).At);
    }

    [Fact]
    public async Task LostAnswer_IsInDoubt_IsNeverSentAgain_AndStopsAfterItsWait()
    {
        await _fixture.AddContactsAsync("anna@a.example");
        var id = await _fixture.StartCampaignAsync(null, First(), FollowUp(1));
        _fixture.Provider.Answer = static _ => FakeAnswer.Lost;

        var report = await _fixture.Engine.RunDueAsync();
        Assert.Equal(1, report.InDoubt);
        _fixture.Provider.Answer = static _ => FakeAnswer.Accept;
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Single(_fixture.Provider.Taken);
        var send = Assert.Single(await _fixture.SendsAsync(id));
        Assert.Equal((SendState.InDoubt, true), (send.State, send.Doubt));
        var participant = Assert.Single(await _fixture.ParticipantsAsync(id));
        Assert.Equal((ParticipantStatus.Stopped, ReasonCodes.InDoubt), (participant.Status, participant.Reason.Code));
        Assert.Equal(1, (await _fixture.Campaigns.GetStatsAsync(id)).InDoubt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TransientRefusal_IsTriedAgainLater_WithTheSameMessageId(bool beforeIntent)
    {
        await _fixture.AddContactsAsync("anna@a.example");
        var id = await _fixture.StartCampaignAsync();
        var messageIds = new List<string>();
        _fixture.Provider.Answer = mail =>
        {
            messageIds.Add(mail.MessageId);
            return messageIds.Count < 3 ? FakeAnswer.Refuse(FailureKind.Transient, beforeIntent) : FakeAnswer.Accept;
        };

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(2));

        Assert.Equal(3, messageIds.Count);
        Assert.Single(messageIds.Distinct());
        var send = Assert.Single(await _fixture.SendsAsync(id));
        Assert.Equal((SendState.Sent, (byte)3), (send.State, send.Attempt));
        Assert.True(Assert.Single(_fixture.Provider.Taken).At >= EngineFixture.Start.AddMinutes(15));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RejectedRecipient_IsRecordedWithTheServersWords_AndEndsTheSequence(bool beforeIntent)
    {
        await _fixture.AddContactsAsync("anna@a.example");
        var id = await _fixture.StartCampaignAsync(null, First(), FollowUp(1));
        _fixture.Provider.Answer = _ => FakeAnswer.Refuse(FailureKind.RejectedRecipient, beforeIntent);

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        var send = Assert.Single(await _fixture.SendsAsync(id));
        Assert.Equal(SendState.Failed, send.State);
        Assert.Equal((550, "5.1.1"), (send.Reply!.Code!.Value, send.Reply.EnhancedCode));
        Assert.Equal(ParticipantStatus.Bounced, Assert.Single(await _fixture.ParticipantsAsync(id)).Status);
        Assert.Equal(1, (await _fixture.Campaigns.GetStatsAsync(id)).Bounced);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AddressThatIsGone_IsNotWrittenToByAnyCampaign(bool beforeIntent)
    {
        await _fixture.AddContactsAsync("anna@a.example");
        await _fixture.StartCampaignAsync(null, First());
        _fixture.Provider.Answer = _ => FakeAnswer.Refuse(FailureKind.RejectedRecipient, beforeIntent) with { Suppression = SuppressionReason.HardBounce };
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(1));
        _fixture.Provider.Answer = static _ => FakeAnswer.Accept;

        var other = await _fixture.StartCampaignAsync(null, First());
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(2));

        Assert.Empty(_fixture.Provider.Taken);
        Assert.Equal(ReasonCodes.Suppressed, Assert.Single(await _fixture.ParticipantsAsync(other)).Reason.Code);
    }

    [Fact]
    public async Task UnreachableServer_IsNoAttempt_AndLosesNobody()
    {
        await _fixture.AddContactsAsync("anna@a.example");
        var id = await _fixture.StartCampaignAsync();
        _fixture.Provider.Answer = static _ => FakeAnswer.Unreachable();
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(4));
        Assert.Empty(await _fixture.SendsAsync(id));

        _fixture.Provider.Answer = static _ => FakeAnswer.Accept;
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(6));

        Assert.Single(_fixture.Provider.Taken);
    }

    [Fact]
    public async Task ProviderThatThrows_BeforeIntent_LosesNobodyAndSendsNothingTwice()
    {
        await _fixture.AddContactsAsync("anna@a.example", "ben@b.example");
        await _fixture.StartCampaignAsync();
        var calls = 0;
        _fixture.Provider.Answer = _ => Interlocked.Increment(ref calls) == 1 ? throw new InvalidOperationException("Bug") : FakeAnswer.Accept;

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(1));

        Assert.Equal(["anna@a.example", "ben@b.example"], _fixture.Provider.Taken.Select(mail => mail.EnvelopeRecipient).Order());
    }

    [Fact]
    public async Task Cancellation_PutsBackWhatWasNotHandedOver()
    {
        await _fixture.AddContactsAsync([.. Enumerable.Range(0, 50).Select(i => $"c{i}@a.example")]);
        await _fixture.StartCampaignAsync();
        using var cancellation = new CancellationTokenSource();
        _fixture.Provider.BeforeIntent = async _ =>
        {
            if (_fixture.Provider.Taken.Count >= 10)
            {
                await cancellation.CancelAsync();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _fixture.Engine.RunDueAsync(cancellationToken: cancellation.Token));
        var before = _fixture.Provider.Taken.Count;
        Assert.InRange(before, 10, 49);
        _fixture.Provider.BeforeIntent = _ => Task.CompletedTask;
        await _fixture.Engine.RunDueAsync();

        Assert.Equal(50, _fixture.Provider.Taken.Select(mail => mail.EnvelopeRecipient).Distinct().Count());
        Assert.Equal(50, _fixture.Provider.Taken.Count);
    }

    [Fact]
    public async Task CampaignThatNobodyIsLeftIn_IsCompleted_WhoeverSawItsEnd()
    {
        var empty = await _fixture.StartCampaignAsync();
        await _fixture.AddContactsAsync("anna@a.example");
        var finished = await _fixture.StartCampaignAsync();

        // The last participant ends outside of this engine, as when the process that sent to it died before it could complete the campaign.
        await _fixture.Get<IParticipantStore>().StopAllAsync(
            Organisation.DefaultId, finished, new DecisionReason(ReasonCodes.CampaignStopped), _fixture.Time.GetUtcNow());
        await _fixture.Engine.RunDueAsync();

        Assert.Equal(CampaignStatus.Completed, (await _fixture.Campaigns.GetAsync(Organisation.DefaultId, empty))!.Status);
        Assert.Equal(CampaignStatus.Completed, (await _fixture.Campaigns.GetAsync(Organisation.DefaultId, finished))!.Status);
    }

    [Fact]
    public async Task StoppedCampaign_SendsNothingMore()
    {
        await _fixture.AddContactsAsync("anna@a.example");
        var id = await _fixture.StartCampaignAsync(null, First(), FollowUp(1));
        await _fixture.Engine.RunDueAsync();

        await _fixture.Campaigns.StopAsync(id);
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Single(_fixture.Provider.Taken);
        Assert.Equal(ReasonCodes.CampaignStopped, Assert.Single(await _fixture.ParticipantsAsync(id)).Reason.Code);
    }

    private static SequenceStep First() => SequenceStep.Create(EngineFixture.Template("Hello {{ contact.first_name ?? 'you' }}", "Hi! {{ unsubscribe_url }}"));

    private static SequenceStep FollowUp(int days) => SequenceStep.Create(EngineFixture.Template("", "Again. {{ unsubscribe_url }}"), StepDelay.Days(days));

    private SuppressionEntry Entry(string key) => new()
    {
        OrganisationId = Organisation.DefaultId,
        Key = key,
        Reason = SuppressionReason.Manual,
        At = _fixture.Time.GetUtcNow(),
    };
}
