using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Tests.Sending;

/// <summary>Campaigns over a chat channel: the same corridor, with messages of their own form.</summary>
public sealed class ChatTests : IAsyncDisposable
{
    private readonly RecordingChatProvider _chat;
    private readonly EngineFixture _fixture;
    private readonly SenderAccount _bot = SenderAccount.Create("Bot", "ada_bot", "bot") with { Channel = Channel.Telegram };

    public ChatTests()
    {
        RecordingChatProvider? chat = null;
        _fixture = new EngineFixture(services =>
            services.AddKeyedSingleton<IMessageProvider>("bot", (provider, _) => chat ??= new RecordingChatProvider(provider.GetRequiredService<TimeProvider>())));
        _fixture.Get<IServiceProvider>().GetRequiredKeyedService<IMessageProvider>("bot");
        _chat = chat!;
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Campaign_OverTelegram_SendsTexts_EachInAnswerToTheOneBefore()
    {
        var file = await _fixture.Get<IAttachmentService>().AddAsync(Organisation.DefaultId, "photo.png", "image/png", new MemoryStream([1, 2, 3]));
        var id = await StartAsync([_bot], Steps(file), Person("Anna", telegram: "@anna"), Person("Nobody", email: "no@x.example"));

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        var messages = _chat.Taken.ToArray();
        Assert.Equal(["Hi <Anna>", "Again"], messages.Select(message => message.Text));
        Assert.All(messages, message => Assert.Equal(("@anna", "ada_bot"), (message.Recipient, message.Sender)));
        Assert.Equal([null, "1"], messages.Select(message => message.ReplyToMessageId));
        Assert.Equal((ChatFileKind.Photo, "photo.png"), (messages[0].File!.Kind, messages[0].File!.FileName));
        Assert.Null(messages[1].File);
        Assert.Equal([EngineFixture.Start, EngineFixture.Start.AddDays(3)], messages.Select(message => message.At));
        var sends = await _fixture.SendsAsync(id);
        Assert.Equal([("@anna", SendState.Sent), ("@anna", SendState.Sent)], sends.Select(send => (send.Recipient, send.State)));
        Assert.Equal(ParticipantStatus.Completed, Assert.Single(await _fixture.ParticipantsAsync(id)).Status);
        Assert.Empty(_fixture.Provider.Taken);
    }

    [Fact]
    public async Task Trigger_EnrolsContactsWithAnAddressOnTheCampaignsChannel_IfItIsNotSuppressed()
    {
        var id = await StartAsync([_bot], Steps(), Person("Anna", telegram: "anna"));
        var contacts = await _fixture.Get<IContactStore>().FindOrCreateAsync(
            Organisation.DefaultId,
            [Person("Bea", telegram: "bea"), Person("Mail", email: "mail@x.example"), Person("Out", telegram: "out")],
            EngineFixture.Start);
        await _fixture.Get<ISuppressionStore>().AddAsync(
            [new SuppressionEntry { OrganisationId = Organisation.DefaultId, Key = AddressKey.FromTelegram("out"), Reason = SuppressionReason.Manual, At = EngineFixture.Start }]);
        var rule = new TriggerRule { Id = Guid.CreateVersion7(), OrganisationId = Organisation.DefaultId, Name = "Rule", CampaignId = id, Kind = TriggerKind.Tag, Tag = "vip" };
        var enrolment = _fixture.Get<TriggerEnrolment>();

        var outcomes = new List<TriggerOutcome>();
        foreach (var match in contacts)
        {
            var contact = await _fixture.Get<IContactStore>().FindAsync(Organisation.DefaultId, match.ContactId);
            outcomes.Add(await enrolment.EnrolAsync(rule, contact!, TestContext.Current.CancellationToken));
        }

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal([TriggerOutcome.Enrolled, TriggerOutcome.NoAddress, TriggerOutcome.Suppressed], outcomes);
        Assert.Equal(["anna", "bea"], _chat.Taken.Select(message => message.Recipient).Distinct().Order());
    }

    [Fact]
    public async Task Contact_WithBothChannels_GetsThatOfTheFirstAccount_AndOthersTheOneTheyHave()
    {
        var id = await StartAsync(
            [_bot, _fixture.Sender],
            Steps(),
            Person("Both", email: "both@x.example", telegram: "both"),
            Person("Mail", email: "mail@x.example"),
            Person("Chat", telegram: "chat"));

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(["both", "chat"], _chat.Taken.Select(message => message.Recipient).Distinct().Order());
        Assert.Equal(["mail@x.example"], _fixture.Provider.Taken.Select(mail => mail.EnvelopeRecipient).Distinct());
        Assert.Equal(
            [Channel.Email, Channel.Telegram, Channel.Telegram], (await _fixture.ParticipantsAsync(id)).Select(participant => participant.Channel).Order());
    }

    [Fact]
    public async Task Suppression_OfATelegramId_KeepsItFromBeingWrittenTo()
    {
        await _fixture.Get<ISuppressionStore>().AddAsync(
            [new SuppressionEntry { OrganisationId = Organisation.DefaultId, Key = AddressKey.FromTelegram("@Anna"), Reason = SuppressionReason.Manual, At = EngineFixture.Start }]);
        var id = await StartAsync([_bot], Steps(), Person("Anna", telegram: "anna"));

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Empty(_chat.Taken);
        Assert.Equal(ReasonCodes.Suppressed, Assert.Single(await _fixture.ParticipantsAsync(id)).Reason.Code);
    }

    [Fact]
    public async Task Unsubscribe_BetweenCompositionAndIntent_KeepsTheMessageBack_AndSuppressesTheTelegramId()
    {
        var id = await StartAsync([_bot], Steps(), Person("Anna", telegram: "@Anna"));
        var participant = Assert.Single(await _fixture.ParticipantsAsync(id));
        _chat.BeforeIntent = async _ => await _fixture.Get<IExternalEventHandler>().HandleAsync(
            new ExternalEvent { Key = "u", Type = DeliveryEventType.Unsubscribed, ParticipantId = participant.Id });

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Empty(_chat.Taken);
        Assert.Equal(ParticipantStatus.Unsubscribed, Assert.Single(await _fixture.ParticipantsAsync(id)).Status);
        Assert.NotNull(await _fixture.Get<ISuppressionStore>().FindAsync(Organisation.DefaultId, "anna"));
    }

    [Fact]
    public async Task LostAnswer_IsInDoubt_AndNeverSentAgain()
    {
        _chat.Answer = static _ => FakeAnswer.Lost;
        var id = await StartAsync([_bot], Steps(), Person("Anna", telegram: "anna"));

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Single(_chat.Taken);
        Assert.Equal(SendState.InDoubt, Assert.Single(await _fixture.SendsAsync(id)).State);
        Assert.Equal(ReasonCodes.InDoubt, Assert.Single(await _fixture.ParticipantsAsync(id)).Reason.Code);
    }

    [Theory]
    [InlineData(FailureKind.Throttled, SendState.Sent, 2)]
    [InlineData(FailureKind.RejectedRecipient, SendState.Failed, 0)]
    public async Task Refusals_AreThoseOfMail(FailureKind failure, SendState state, int messages)
    {
        var isFirst = true;
        _chat.Answer = _ => isFirst && !(isFirst = false) ? FakeAnswer.Refuse(failure) : FakeAnswer.Accept;
        var id = await StartAsync([_bot], Steps(), Person("Anna", telegram: "anna"));

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(messages, _chat.Taken.Count);
        Assert.Equal(state, (await _fixture.SendsAsync(id))[0].State);
    }

    [Fact]
    public async Task DailyCap_HoldsOnEveryChannel_AndTheForecastSaysTheSame()
    {
        var bot = _bot with { DailyCap = 1 };
        await AddAsync(Person("A", telegram: "a"), Person("B", telegram: "b"));
        var id = await CreateAsync([bot], Steps());
        var forecast = await _fixture.Get<IForecaster>().ForecastAsync(new ForecastRequest { CampaignId = id, Replies = ReplyModel.Silent, Repetitions = 1 });

        await _fixture.Campaigns.StartAsync(id);
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(4, _chat.Taken.Select(message => message.At.UtcDateTime.Date).Distinct().Count());
        Assert.Equal(forecast.Sends.Select(send => send.At), _chat.Taken.Select(message => message.At));
    }

    [Fact]
    public async Task Copies_BelongToMail()
    {
        await StartAsync([_bot], Steps() with { Cc = ["boss@x.example"] }, Person("Anna", telegram: "anna"));

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(2, _chat.Taken.Count);
        Assert.Empty(_fixture.Provider.Taken);
    }

    [Fact]
    public async Task Check_FindsWhatAChatChannelCantDo()
    {
        var one = await _fixture.Get<IAttachmentService>().AddAsync(Organisation.DefaultId, "a.pdf", "application/pdf", new MemoryStream([1]));
        var two = await _fixture.Get<IAttachmentService>().AddAsync(Organisation.DefaultId, "b.pdf", "application/pdf", new MemoryStream([2]));
        await AddAsync(Person("Anna", telegram: "anna"));
        var id = await CreateAsync([_bot with { ProviderName = "primary" }], Steps(one, two));

        var report = await _fixture.Campaigns.CheckAsync(Organisation.DefaultId, id);

        string[] expected = ["chat_files", "provider_channel"];
        Assert.Equal(expected, report.Findings.Select(finding => finding.Code).Intersect(expected).Order());
        Assert.Equal(1, report.Contacts);
    }

    [Fact]
    public async Task Preview_ShowsTheText()
    {
        var contacts = await AddAsync(Person("Anna", telegram: "anna"));
        var id = await CreateAsync([_bot], Steps());

        var preview = await _fixture.Get<IMessagePreview>().PreviewAsync(Organisation.DefaultId, id, 0, contacts[0].ContactId);

        Assert.Null(preview.Problem);
        Assert.Equal("Hi <Anna>", preview.Text);
        Assert.True(preview.Content.IsEmpty);
    }

    [Fact]
    public async Task GatewayProvider_SendsTheContractsRequest_AfterTheIntentOnly()
    {
        var gateway = new Gateway();
        var provider = new GatewayProvider(gateway, Channel.Telegram);
        var message = new OutgoingChatMessage
        {
            Attempt = new AttemptId(Guid.Parse("0195f0aa-0000-7000-8000-000000000001"), 2),
            ContactId = Guid.Parse("0195f0aa-0000-7000-8000-00000000000a"),
            Channel = Channel.Telegram,
            Recipient = "12345",
            Sender = "acc-1",
            Text = "Hi \"you\"",
            File = new ChatFile { FileName = "a.pdf", MediaType = "application/pdf", Content = new byte[] { 1, 2, 3 } },
            ReplyToMessageId = "77",
        };

        var result = await provider.SendAsync(message, new Attempt(IntentVerdict.Granted));
        var denied = await provider.SendAsync(message, new Attempt(IntentVerdict.Suppressed));

        Assert.True(result.IsAccepted);
        Assert.Equal(IntentVerdict.Suppressed, denied.Denied);
        var (request, key) = Assert.Single(gateway.Requests);
        Assert.Equal("0195f0aa000070008000000000000001", key);
        Assert.Equal(
            "{\"contactId\":\"0195f0aa-0000-7000-8000-00000000000a\",\"channel\":\"telegram\",\"channelId\":\"12345\",\"content\":\"Hi \\u0022you\\u0022\","
            + "\"bdAccountId\":\"acc-1\",\"fileBase64\":\"AQID\",\"fileName\":\"a.pdf\",\"replyToMessageId\":\"77\"}",
            Encoding.UTF8.GetString(request.ToJson()));
        Assert.Equal(
            "{\"contactId\":\"0195f0aa-0000-7000-8000-00000000000a\",\"channel\":\"telegram\",\"channelId\":\"12345\",\"content\":\"x\",\"bdAccountId\":\"acc-1\"}",
            Encoding.UTF8.GetString((request with { Content = "x", FileBase64 = null, FileName = null, ReplyToMessageId = null }).ToJson()));
    }

    private static CampaignDraft Steps(params MessageAttachment[] files) => new()
    {
        Name = "Chat",
        Steps =
        [
            SequenceStep.Create(new() { Subject = "S", Html = "<p>Mail {{ unsubscribe_url }}</p>", Chat = "Hi <{{ contact.first_name ?? 'you' }}>\r\n" }) with { Attachments = files },
            SequenceStep.Create(new() { Html = "<p>Again</p><a href=\"{{ unsubscribe_url }}\">x</a>", Chat = "Again" }, StepDelay.Days(3)),
        ],
    };

    private static ContactDraft Person(string name, string? email = null, string? telegram = null) =>
        new() { FirstName = name, Email = email, TelegramId = telegram };

    private Task<IReadOnlyList<ContactMatch>> AddAsync(params ContactDraft[] people) =>
        _fixture.Get<IContactStore>().FindOrCreateAsync(Organisation.DefaultId, people, EngineFixture.Start);

    private async Task<Guid> CreateAsync(IReadOnlyList<SenderAccount> accounts, CampaignDraft draft)
    {
        foreach (var account in accounts)
        {
            await _fixture.Get<ISenderAccountStore>().SaveAsync(account);
        }

        return await _fixture.Campaigns.CreateAsync(draft with { SenderAccountIds = [.. accounts.Select(account => account.Id)] });
    }

    private async Task<Guid> StartAsync(IReadOnlyList<SenderAccount> accounts, CampaignDraft draft, params ContactDraft[] people)
    {
        await AddAsync(people);
        var id = await CreateAsync(accounts, draft);
        await _fixture.Campaigns.StartAsync(id);
        return id;
    }

    private sealed class Attempt(IntentVerdict verdict) : ISendAttempt
    {
        public ValueTask<IntentVerdict> CommitIntentAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(verdict);
    }

    private sealed class Gateway : IMessagingGateway
    {
        public List<(GatewayRequest Request, string Key)> Requests { get; } = [];

        public Task<HandOverResult> SendAsync(GatewayRequest request, string idempotencyKey, CancellationToken cancellationToken = default)
        {
            Requests.Add((request, idempotencyKey));
            return Task.FromResult(new HandOverResult { Phase = HandOverPhase.Answered, Reply = new ProviderReply { Code = 200 } });
        }
    }
}
