using System.Text;
using Outreach.Testing;
using Outreach.Tests.Sending;

namespace Outreach.Tests.Inbound;

public sealed class InboundMailHandlerTests : IAsyncDisposable
{
    private readonly EngineFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Reply_StopsTheSequenceAtOnce()
    {
        var (campaign, mail) = await SendFirstAsync();

        var result = await ReceiveAsync(Reply(mail, "Tell me more."));
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(DeliveryEventType.Replied, result.Type);
        Assert.Equal("Tell me more.", result.Text);
        await AssertEndAsync(campaign, ParticipantStatus.Replied, ReasonCodes.Replied);
        Assert.Equal(CampaignStatus.Completed, (await _fixture.Campaigns.GetAsync(Organisation.DefaultId, campaign))!.Status);
    }

    [Fact]
    public async Task Reply_WithoutThreadingHeaders_IsMatchedBySenderAndSubject()
    {
        var (campaign, _) = await SendFirstAsync();

        await ReceiveAsync("From: Anna <anna@a.example>\r\nTo: ada@sender.example\r\nSubject: RE: Hello anna\r\nMessage-ID: <x@a.example>\r\n\r\nYes\r\n");

        await AssertEndAsync(campaign, ParticipantStatus.Replied, ReasonCodes.Replied);
    }

    [Fact]
    public async Task Reply_AdvancesAStepThatWaitsForIt()
    {
        await _fixture.AddContactsAsync("anna@a.example");
        var after = SequenceStep.Create(EngineFixture.Template("", "Thanks! {{ unsubscribe_url }}"), StepDelay.Hours(2)) with { Trigger = StepTrigger.AfterReply };
        await _fixture.StartCampaignAsync(null, First(), after);
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(5));
        var first = Assert.Single(_fixture.Provider.Taken);

        _fixture.Time.AdvanceTo(EngineFixture.Start.AddDays(6));
        await ReceiveAsync(Reply(first, "Tell me more."));
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(EngineFixture.Start.AddDays(6).AddHours(2), _fixture.Provider.Taken.ToArray()[1].At);
    }

    [Fact]
    public async Task OutOfOffice_StopsNothing()
    {
        var (_, mail) = await SendFirstAsync();

        var result = await ReceiveAsync(Reply(mail, "I am away.", "Auto-Submitted: auto-replied\r\n"));
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(DeliveryEventType.AutoReplied, result.Type);
        Assert.Equal(2, _fixture.Provider.Taken.Count);
    }

    [Fact]
    public async Task HardBounce_ToOurEnvelopeSender_StopsAndSuppresses()
    {
        var (campaign, mail) = await SendFirstAsync();

        var result = await ReceiveAsync(Bounce(mail.EnvelopeSender, mail.MessageId), mail.EnvelopeSender);

        Assert.Equal((DeliveryEventType.HardBounced, true), (result.Type, result.IsVerified));
        await AssertEndAsync(campaign, ParticipantStatus.Bounced, ReasonCodes.Bounced);
        Assert.Equal(SuppressionReason.HardBounce, (await FindSuppressionAsync("anna@a.example"))!.Reason);
        var stored = await _fixture.Get<IDeliveryEventStore>().ReadAsync(Organisation.DefaultId, campaign).ToListAsync();
        Assert.Equal("5.1.1", Assert.Single(stored).Reply!.EnhancedCode);
    }

    [Fact]
    public async Task ForgedBounce_ChangesNothing()
    {
        var (_, mail) = await SendFirstAsync();

        await ReceiveAsync(Bounce("bounces@sender.example", mail.MessageId));
        await ReceiveAsync(Bounce("bounces+" + new string('a', ITokenProtector.TokenLength) + "@sender.example", mail.MessageId));
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Null(await FindSuppressionAsync("anna@a.example"));
        Assert.Equal(2, _fixture.Provider.Taken.Count);
    }

    [Fact]
    public async Task SoftBounce_StopsTheSequence_AndSuppressesNobody()
    {
        var (campaign, mail) = await SendFirstAsync();
        var full = Bounce(mail.EnvelopeSender, mail.MessageId)
            .Replace("5.1.1", "5.2.2", StringComparison.Ordinal).Replace("User unknown", "Mailbox full", StringComparison.Ordinal);

        var result = await ReceiveAsync(full, mail.EnvelopeSender);

        Assert.Equal(DeliveryEventType.SoftBounced, result.Type);
        await AssertEndAsync(campaign, ParticipantStatus.Bounced, ReasonCodes.Bounced);
        Assert.Null(await FindSuppressionAsync("anna@a.example"));
    }

    [Fact]
    public async Task GenuineToken_OfAnotherOrganisation_ProvesNothing()
    {
        var (campaign, mail) = await SendFirstAsync();
        var stranger = Guid.CreateVersion7(EngineFixture.Start);
        var foreign = "bounces+" + await TokenAsync(new AttemptId(stranger, 1)) + "@sender.example";

        var result = await ReceiveAsync(Bounce(foreign, mail.MessageId), foreign);

        Assert.False(result.IsVerified);
        Assert.Null(await FindSuppressionAsync("anna@a.example"));
        Assert.Equal(ParticipantStatus.Sent, Assert.Single(await _fixture.ParticipantsAsync(campaign)).Status);
    }

    [Fact]
    public async Task ReplyKnownByItsAuthorOnly_DoesNotProveThatALostAnswerWasYes()
    {
        await _fixture.AddContactsAsync("anna@a.example");
        var campaign = await _fixture.StartCampaignAsync(null, First());
        _fixture.Provider.Answer = static _ => FakeAnswer.Lost;
        await _fixture.Engine.RunDueAsync();

        await ReceiveAsync("From: Anna <anna@a.example>\r\nTo: ada@sender.example\r\nSubject: RE: Hello anna\r\nMessage-ID: <x@a.example>\r\n\r\nYes\r\n");

        Assert.Equal(SendState.InDoubt, Assert.Single(await _fixture.SendsAsync(campaign)).State);
        await AssertEndAsync(campaign, ParticipantStatus.Replied, ReasonCodes.Replied);
    }

    [Fact]
    public async Task UnsubscribeByMail_StopsAndSuppresses_InEveryCampaign()
    {
        var (campaign, mail) = await SendFirstAsync();
        var other = await _fixture.StartCampaignAsync(null, First());

        var result = await ReceiveAsync(
            $"From: somebody-else@a.example\r\nTo: {UnsubscribeAddressOf(mail)}\r\nSubject: unsubscribe\r\nMessage-ID: <u@a.example>\r\n\r\n\r\n");
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(DeliveryEventType.Unsubscribed, result.Type);
        await AssertEndAsync(campaign, ParticipantStatus.Unsubscribed, ReasonCodes.Unsubscribed);
        await AssertEndAsync(other, ParticipantStatus.Stopped, ReasonCodes.Suppressed);
        Assert.Single(_fixture.Provider.Taken);
    }

    [Fact]
    public async Task UnsubscribeByMail_FromAMailboxWithALongName_CarriesItsTokenInTheSubject()
    {
        _fixture.Sender = _fixture.Sender with { UnsubscribeAddress = "leave-our-list@sender.example" };
        var (campaign, mail) = await SendFirstAsync();
        var text = Encoding.UTF8.GetString(mail.Content.Span).Replace("\r\n ", "", StringComparison.Ordinal);
        var start = text.IndexOf("?subject=", StringComparison.Ordinal) + "?subject=".Length;
        var subject = Uri.UnescapeDataString(text[start..text.IndexOf('>', start)]);

        await ReceiveAsync($"From: anna@a.example\r\nTo: leave-our-list@sender.example\r\nSubject: {subject}\r\nMessage-ID: <u@a.example>\r\n\r\n\r\n");

        Assert.StartsWith("unsubscribe ", subject, StringComparison.Ordinal);
        await AssertEndAsync(campaign, ParticipantStatus.Unsubscribed, ReasonCodes.Unsubscribed);
    }

    [Fact]
    public async Task UnsubscribeByMail_WhileLeased_KeepsTheNextMessageBack()
    {
        var (_, mail) = await SendFirstAsync();
        _fixture.Time.AdvanceTo(EngineFixture.Start.AddDays(3));
        _fixture.Provider.BeforeIntent = _ => ReceiveAsync(
            $"From: anna@a.example\r\nTo: {UnsubscribeAddressOf(mail)}\r\nSubject: unsubscribe\r\nMessage-ID: <u@a.example>\r\n\r\n\r\n");

        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Single(_fixture.Provider.Taken);
    }

    [Fact]
    public async Task SameMailTwice_CountsOnce()
    {
        var (campaign, mail) = await SendFirstAsync();

        var first = await ReceiveAsync(Reply(mail, "Yes"));
        var second = await ReceiveAsync(Reply(mail, "Yes"));

        Assert.False(first.IsDuplicate);
        Assert.True(second.IsDuplicate);
        Assert.Single(await _fixture.Get<IDeliveryEventStore>().ReadAsync(Organisation.DefaultId, campaign).ToListAsync());
    }

    [Fact]
    public async Task Bounce_AfterALostAnswer_ProvesAcceptance()
    {
        await _fixture.AddContactsAsync("anna@a.example");
        var campaign = await _fixture.StartCampaignAsync(null, First());
        _fixture.Provider.Answer = static _ => FakeAnswer.Lost;
        await _fixture.Engine.RunDueAsync();
        var mail = Assert.Single(_fixture.Provider.Taken);
        Assert.Equal(SendState.InDoubt, Assert.Single(await _fixture.SendsAsync(campaign)).State);

        await ReceiveAsync(Bounce(mail.EnvelopeSender, mail.MessageId), mail.EnvelopeSender);

        Assert.Equal(SendState.Sent, Assert.Single(await _fixture.SendsAsync(campaign)).State);
    }

    [Fact]
    public async Task OutOfOffice_AfterALostAnswer_LetsTheSequenceGoOn()
    {
        await _fixture.AddContactsAsync("anna@a.example");
        await _fixture.StartCampaignAsync(null, First(), FollowUp());
        _fixture.Provider.Answer = static _ => FakeAnswer.Lost;
        await _fixture.Engine.RunDueAsync();
        _fixture.Provider.Answer = static _ => FakeAnswer.Accept;

        await ReceiveAsync(Reply(Assert.Single(_fixture.Provider.Taken), "I am away.", "Auto-Submitted: auto-replied\r\n"));
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(2, _fixture.Provider.Taken.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage without a header")]
    [InlineData("From: stranger@x.example\r\nTo: ada@sender.example\r\nSubject: Buy now\r\n\r\nSpam\r\n")]
    [InlineData("From: stranger@x.example\r\nTo: unsub@sender.example\r\nSubject: unsubscribe\r\n\r\nunsubscribe\r\n")]
    public async Task UnrelatedMail_ChangesNothing(string mail)
    {
        await SendFirstAsync();

        var result = await ReceiveAsync(mail);

        Assert.Null(result.Type);
        Assert.Empty(await _fixture.Get<ISuppressionStore>().ReadAsync(Organisation.DefaultId).ToListAsync());
    }

    private static SequenceStep First() => SequenceStep.Create(EngineFixture.Template("Hello {{ contact.first_name ?? 'you' }}", "Hi! {{ unsubscribe_url }}"));

    private static SequenceStep FollowUp() => SequenceStep.Create(EngineFixture.Template("", "Again. {{ unsubscribe_url }}"), StepDelay.Days(3));

    private async Task<(Guid Campaign, RecordedEmail Mail)> SendFirstAsync()
    {
        await _fixture.AddContactsAsync("anna@a.example");
        var campaign = await _fixture.StartCampaignAsync(null, First(), FollowUp());
        await _fixture.Engine.RunDueAsync();
        return (campaign, Assert.Single(_fixture.Provider.Taken));
    }

    private Task<InboundMailResult> ReceiveAsync(string mail, string? recipient = null) => _fixture.Get<IInboundMailHandler>()
        .ReceiveAsync(new ReceivedMail { Content = Encoding.UTF8.GetBytes(mail), EnvelopeRecipient = recipient });

    private Task<SuppressionEntry?> FindSuppressionAsync(string address) =>
        _fixture.Get<ISuppressionStore>().FindAsync(Organisation.DefaultId, AddressKey.FromEmail(address));

    private async Task AssertEndAsync(Guid campaign, ParticipantStatus status, string reason)
    {
        var participant = Assert.Single(await _fixture.ParticipantsAsync(campaign));
        Assert.Equal((status, reason, null), (participant.Status, participant.Reason.Code, participant.DueAt));
    }

    private async Task<string> TokenAsync(AttemptId attempt)
    {
        var token = new char[ITokenProtector.TokenLength];
        (await _fixture.Get<TokenSource>().GetAsync(default)).Protect(attempt, TokenPurpose.Bounce, token);
        return new string(token);
    }

    private static string UnsubscribeAddressOf(RecordedEmail mail)
    {
        var text = Encoding.UTF8.GetString(mail.Content.Span).Replace("\r\n ", " ", StringComparison.Ordinal);
        var start = text.IndexOf("<mailto:", StringComparison.Ordinal) + "<mailto:".Length;
        return text[start..text.IndexOf('?', start)];
    }

    private static string Reply(RecordedEmail to, string text, string headers = "") =>
        $"From: Anna <anna@a.example>\r\nTo: Ada Sender <ada@sender.example>\r\nSubject: Re: Hello anna\r\n{headers}" +
        $"Message-ID: <reply-1@a.example>\r\nIn-Reply-To: {to.MessageId}\r\nReferences: {to.MessageId}\r\nDate: Mon, 02 Mar 2026 12:00:00 +0000\r\n" +
        $"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n\r\nOn Mon, 2 Mar 2026 at 10:00, Ada Sender <ada@sender.example> wrote:\r\n> Hi!\r\n";

    private static string Bounce(string recipient, string messageId) =>
        $"""
        From: Mail Delivery System <mailer-daemon@mx.a.example>
        To: {recipient}
        Subject: Undelivered Mail Returned to Sender
        Message-ID: <dsn-1@mx.a.example>
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        The mail could not be delivered.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.a.example

        Final-Recipient: rfc822; anna@a.example
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 <anna@a.example>: User unknown

        --b
        Content-Type: text/rfc822-headers

        From: Ada Sender <ada@sender.example>
        To: anna@a.example
        Message-ID: {messageId}
        Subject: Hello anna

        --b--
        """.ReplaceLineEndings("\r\n");
}
