using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Mime;
using Outreach.Testing;

namespace Outreach.Tests.Sending;

/// <summary>Cc and Bcc: a send of its own for each address, the same Message-ID, and nothing of a copy touches the message to the contact.</summary>
public sealed class CopyTests
{
    private const string Boss = "boss@sender.example";
    private const string Crm = "crm@sender.example";

    [Fact]
    public async Task Copies_AreSendsOfTheirOwn_WithTheSameIdAndVisibleHeaders()
    {
        await using var fixture = new EngineFixture();
        var id = await StartAsync(fixture, Two);

        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        var mails = fixture.Provider.Taken.ToArray();
        Assert.Equal(["anna@a.example", Boss, Crm, "anna@a.example", Boss, Crm], mails.Select(mail => mail.EnvelopeRecipient));
        foreach (var step in mails.Chunk(3))
        {
            Assert.Single(step.Select(mail => mail.MessageId).Distinct());
            Assert.Equal(3, step.Select(mail => mail.EnvelopeSender).Distinct().Count());
            var parsed = step.Select(mail => MimeParser.Parse(mail.Content)).ToArray();
            Assert.All(parsed, mail => Assert.Equal("anna <anna@a.example>", Assert.Single(mail.To.Mailboxes).ToString()));
            Assert.All(parsed, mail => Assert.Equal("Boss <boss@sender.example>", Assert.Single(mail.Cc.Mailboxes).ToString()));
            Assert.Single(parsed.Select(mail => (mail.Subject, mail.Date)).Distinct());
            Assert.All(step, mail => Assert.DoesNotContain(Crm, Encoding.UTF8.GetString(mail.Content.Span), StringComparison.OrdinalIgnoreCase));
        }

        var sends = await fixture.SendsAsync(id);
        Assert.Equal(6, sends.Select(send => send.Id).Distinct().Count());
        Assert.Equal([RecipientRole.To, RecipientRole.Cc, RecipientRole.Bcc], sends.Select(send => send.Role).Distinct().Order());
        Assert.All(sends, send => Assert.Equal(SendState.Sent, send.State));
        var stats = await fixture.Campaigns.GetStatsAsync(id);
        Assert.Equal((1, 2, 4), (stats.Total, stats.Sent, stats.SentCopies));
        Assert.Equal(ParticipantStatus.Completed, Assert.Single(await fixture.ParticipantsAsync(id)).Status);
    }

    [Theory]
    [InlineData(FailureKind.RejectedRecipient, SendState.Failed)]
    [InlineData(null, SendState.InDoubt)]
    public async Task Copy_ThatFails_LeavesTheMessageAndTheSequenceAlone(FailureKind? failure, SendState expected)
    {
        await using var fixture = new EngineFixture();
        fixture.Provider.Answer = email => email.EnvelopeRecipient != Boss ? FakeAnswer.Accept : failure is { } kind ? FakeAnswer.Refuse(kind) : FakeAnswer.Lost;
        var id = await StartAsync(fixture, Two);

        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(2, fixture.Provider.Taken.Count(mail => mail.EnvelopeRecipient == "anna@a.example"));
        Assert.Equal(2, fixture.Provider.Taken.Count(mail => mail.EnvelopeRecipient == Crm));
        Assert.All((await fixture.SendsAsync(id)).Where(send => send.Role == RecipientRole.Cc), send => Assert.Equal(expected, send.State));
        Assert.Equal(ParticipantStatus.Completed, Assert.Single(await fixture.ParticipantsAsync(id)).Status);
    }

    [Fact]
    public async Task Copy_RefusedForNow_IsTriedAgain_AndTheNextStepCountsFromTheMessage()
    {
        await using var fixture = new EngineFixture();
        var refusals = 2;
        fixture.Provider.Answer = email => email.EnvelopeRecipient == Boss && refusals-- > 0 ? FakeAnswer.Refuse(FailureKind.Transient) : FakeAnswer.Accept;
        var id = await StartAsync(fixture, Two);

        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(
            [EngineFixture.Start, EngineFixture.Start.AddDays(3)],
            fixture.Provider.Taken.Where(mail => mail.EnvelopeRecipient == "anna@a.example").Select(mail => mail.At));
        var copy = Assert.Single(await fixture.SendsAsync(id), send => send is { Role: RecipientRole.Cc, StepIndex: 0 });
        Assert.Equal((SendState.Sent, (byte)3), (copy.State, copy.Attempt));
        Assert.Equal(2, fixture.Provider.Taken.Where(mail => mail.EnvelopeRecipient == Boss).DistinctBy(mail => mail.MessageId).Count());
    }

    [Fact]
    public async Task Quotas_CountEachCopy()
    {
        await using var fixture = new EngineFixture();
        fixture.Sender = fixture.Sender with { DailyCap = 2 };
        var id = await StartAsync(fixture, Two with { Steps = [Two.Steps[0]] });

        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(
            [("anna@a.example", 2), (Boss, 2), (Crm, 3)], fixture.Provider.Taken.Select(mail => (mail.EnvelopeRecipient, mail.At.UtcDateTime.Day)));
        Assert.All(await fixture.SendsAsync(id), send => Assert.Equal(SendState.Sent, send.State));
    }

    [Fact]
    public async Task Suppression_AppliesToEachAddress()
    {
        await using var fixture = new EngineFixture();
        await SuppressAsync(fixture, Boss);
        var id = await StartAsync(fixture, Two);

        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(["anna@a.example", Crm, "anna@a.example", Crm], fixture.Provider.Taken.Select(mail => mail.EnvelopeRecipient));
        Assert.DoesNotContain(await fixture.SendsAsync(id), send => send.Recipient == Boss);
        var history = (await fixture.Get<IDecisionTrace>().ExplainAsync(
            Organisation.DefaultId, id, (await fixture.ParticipantsAsync(id))[0].ContactId))!.History;
        Assert.Contains(history, line => line.Code == ReasonCodes.CopyLeftOut);
    }

    [Fact]
    public async Task Contact_WhoIsACopyRecipient_GetsOneMessage()
    {
        await using var fixture = new EngineFixture();
        await StartAsync(fixture, Two with { Cc = ["ANNA@a.example"], Bcc = [] });

        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(2, fixture.Provider.Taken.Count);
    }

    [Fact]
    public async Task MessageInDoubt_SendsItsCopies_OnceEvidenceComes()
    {
        await using var fixture = new EngineFixture();
        fixture.Provider.Answer = email => email.EnvelopeRecipient == "anna@a.example" ? FakeAnswer.Lost : FakeAnswer.Accept;
        var id = await StartAsync(fixture, Two with { Steps = [Two.Steps[0]] });
        await fixture.Engine.RunDueAsync();
        var send = Assert.Single(await fixture.SendsAsync(id));
        Assert.Equal(SendState.InDoubt, send.State);

        Assert.Equal(
            DoubtResolutionOutcome.Applied,
            await fixture.Get<IDoubtService>().ResolveAsync(Organisation.DefaultId, send.Id, DoubtResolution.Accepted, "somebody"));
        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(["anna@a.example", Boss, Crm], fixture.Provider.Taken.Select(mail => mail.EnvelopeRecipient));
        Assert.Single(fixture.Provider.Taken.Select(mail => mail.MessageId).Distinct());
        Assert.Equal(ParticipantStatus.Completed, Assert.Single(await fixture.ParticipantsAsync(id)).Status);
    }

    [Fact]
    public async Task CopyInDoubt_CanBeAccepted_ButIsNeverSentAgain()
    {
        await using var fixture = new EngineFixture();
        fixture.Provider.Answer = email => email.EnvelopeRecipient == Boss ? FakeAnswer.Lost : FakeAnswer.Accept;
        var id = await StartAsync(fixture, Two);
        await fixture.Engine.RunDueAsync();
        var copy = Assert.Single(await fixture.SendsAsync(id), send => send.State == SendState.InDoubt);
        var doubts = fixture.Get<IDoubtService>();
        var before = (await fixture.ParticipantsAsync(id))[0];

        Assert.Equal(DoubtResolutionOutcome.Ended, await doubts.ResolveAsync(Organisation.DefaultId, copy.Id, DoubtResolution.Resend, "somebody"));
        Assert.Equal(DoubtResolutionOutcome.Applied, await doubts.ResolveAsync(Organisation.DefaultId, copy.Id, DoubtResolution.Accepted, "somebody"));

        Assert.Equal(before, (await fixture.ParticipantsAsync(id))[0]);
        Assert.Equal(SendState.Sent, (await fixture.SendsAsync(id)).Single(send => send.Id == copy.Id).State);
    }

    [Fact]
    public async Task Pause_BetweenMessageAndCopies_HoldsTheCopies()
    {
        await using var fixture = new EngineFixture();
        Guid id = default;
        fixture.Provider.BeforeIntent = email => email.EnvelopeRecipient == Boss && fixture.Provider.Taken.Count == 1 ? fixture.Campaigns.PauseAsync(id) : Task.CompletedTask;
        id = await StartAsync(fixture, Two);
        await fixture.Engine.RunDueAsync();
        Assert.Equal(["anna@a.example"], fixture.Provider.Taken.Select(mail => mail.EnvelopeRecipient));

        fixture.Provider.BeforeIntent = _ => Task.CompletedTask;
        await fixture.Campaigns.ResumeAsync(id);
        await fixture.Engine.RunDueAsync();

        Assert.Equal(["anna@a.example", Boss, Crm], fixture.Provider.Taken.Select(mail => mail.EnvelopeRecipient));
    }

    [Fact]
    public async Task Bounce_OfACopy_SuppressesItsAddress_AndTheSequenceGoesOn()
    {
        await using var fixture = new EngineFixture();
        var id = await StartAsync(fixture, Two);
        await fixture.Engine.RunDueAsync();
        var copy = Assert.Single(await fixture.SendsAsync(id), send => send.Role == RecipientRole.Cc);

        await fixture.Get<IExternalEventHandler>().HandleAsync(
            new ExternalEvent { Key = "b", Type = DeliveryEventType.HardBounced, SendId = copy.Id });
        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(["anna@a.example", Boss, Crm, "anna@a.example", Crm], fixture.Provider.Taken.Select(mail => mail.EnvelopeRecipient));
        Assert.Equal(ParticipantStatus.Completed, Assert.Single(await fixture.ParticipantsAsync(id)).Status);
        var happened = await fixture.Get<IDeliveryEventStore>().ListByContactAsync(Organisation.DefaultId, copy.ContactId);
        Assert.Empty(happened);
    }

    [Theory]
    [InlineData("not an address", "Cc")]
    [InlineData("boss@sender.example|Other <BOSS@sender.example>", "twice")]
    [InlineData("a@x.example|b@x.example|c@x.example|d@x.example|e@x.example|f@x.example|g@x.example|h@x.example|i@x.example|j@x.example|k@x.example", "most")]
    public async Task Create_WithCopiesThatCantBeUsed_SaysWhy(string addresses, string expected)
    {
        await using var fixture = new EngineFixture();
        await fixture.Get<ISenderAccountStore>().SaveAsync(fixture.Sender);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => fixture.Campaigns.CreateAsync(Two with { Cc = addresses.Split('|'), Bcc = [] }));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forecast_CountsCopiesForTheCap_AndMatchesTheRun()
    {
        // Several messages under way share a cap in no particular order; a forecast is of one after another.
        await using var fixture = new EngineFixture(services => services.PostConfigure<OutreachOptions>(outreach => outreach.ConcurrentSends = 1));
        fixture.Sender = fixture.Sender with { DailyCap = 2 };
        await fixture.Get<ISenderAccountStore>().SaveAsync(fixture.Sender);
        await fixture.AddContactsAsync("anna@a.example", "bert@b.example");
        var id = await fixture.Campaigns.CreateAsync(Two);

        var forecast = await fixture.Get<IForecaster>().ForecastAsync(new ForecastRequest { CampaignId = id, Days = 60, Replies = ReplyModel.Silent, Repetitions = 1 });
        await fixture.Campaigns.StartAsync(id);
        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(60));

        var sent = (await fixture.SendsAsync(id)).Select(send => (send.IntentAt, send.ContactId, send.StepIndex, send.Role)).Order().ToList();
        Assert.Equal(12, sent.Count);
        Assert.Equal(sent, forecast.Sends.Select(send => (send.At, send.ContactId, send.StepIndex, send.Role)).Order());
        Assert.All(forecast.Days, day => Assert.True(day.Sent <= 2));
    }

    private static readonly CampaignDraft Two = new()
    {
        Name = "Copies",
        Cc = ["Boss <boss@sender.example>"],
        Bcc = [Crm],
        Steps =
        [
            SequenceStep.Create(EngineFixture.Template("{Hello|Hi} {{ contact.first_name ?? 'you' }}", "Hi! {{ unsubscribe_url }}")),
            SequenceStep.Create(EngineFixture.Template("", "Again! {{ unsubscribe_url }}"), StepDelay.Days(3)),
        ],
    };

    private static async Task<Guid> StartAsync(EngineFixture fixture, CampaignDraft draft)
    {
        await fixture.AddContactsAsync("anna@a.example");
        await fixture.Get<ISenderAccountStore>().SaveAsync(fixture.Sender);
        var id = await fixture.Campaigns.CreateAsync(draft);
        await fixture.Campaigns.StartAsync(id);
        return id;
    }

    private static Task<int> SuppressAsync(EngineFixture fixture, string address) => fixture.Get<ISuppressionStore>().AddAsync(
        [new SuppressionEntry { OrganisationId = Organisation.DefaultId, Key = AddressKey.FromEmail(address), Reason = SuppressionReason.Manual, At = EngineFixture.Start }]);
}
