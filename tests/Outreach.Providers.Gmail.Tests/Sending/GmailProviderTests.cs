using System.Text;
using Outreach.Testing;

namespace Outreach.Providers.Gmail.Tests;

public sealed class GmailProviderTests : HttpProviderSuite<GmailFixture>
{
    private const string AttemptField = "X-Outreach-Attempt: 0198f6e2000070008000000000000001-1\r\n";

    [Fact]
    public async Task Send_CarriesThePreparedMessageByteForByte_BehindTheFieldOfTheAttempt()
    {
        var email = GmailFixture.Email();

        var result = await SendAsync(email);

        Assert.Equal((true, "18f1"), (result.IsAccepted, result.Reply?.ProviderMessageId));
        var (metadata, message) = Assert.Single(Fixture.Messages);
        Assert.Equal("{}", metadata.GetRawText());
        Assert.Equal(AttemptField + Encoding.UTF8.GetString(email.Content.Span), Encoding.UTF8.GetString(message));
    }

    /// <summary>Gmail knows no envelope: whoever stands in these fields gets the message.</summary>
    [Theory]
    [InlineData("To: =?UTF-8?Q?B=C3=B6b?= <bob@example.net>\r\nSubject: a\r\n\r\nx", null)]
    [InlineData("To:\r\n bob@example.net\r\nSubject: a\r\n\r\nTo: eve@example.net", null)]
    [InlineData("To: <bob@example.net>\r\n\r\n", null)]
    [InlineData("DKIM-Signature: v=1;\r\n\tb=x\r\nTo: ann@example.net\r\ncc: Eve <eve@example.net>,\r\n Bob <bob@example.net>\r\nSubject: a\r\n b\r\n\r\nx", "To: bob@example.net\r\nSubject: a\r\n b\r\n\r\nx")]
    [InlineData("Subject: a\r\nTo: bob@example.net, eve@example.net\r\n\r\nx", "To: bob@example.net\r\nSubject: a\r\n\r\nx")]
    [InlineData("Subject: a\r\nTo: bob@example.net\r\nTO : eve@example.net\r\n\r\nx", "To: bob@example.net\r\nSubject: a\r\n\r\nx")]
    [InlineData("Subject: a\r\nTo: bob@example.net\r\nBcc: eve@example.net\r\nResent-To: eve@example.net\r\n\r\nx", "To: bob@example.net\r\nSubject: a\r\n\r\nx")]
    [InlineData("Subject: a\r\n\r\nx", "To: bob@example.net\r\nSubject: a\r\n\r\nx")]
    public async Task Send_GoesToItsOneRecipient_WhoeverElseIsNamed(string content, string? expected)
    {
        Assert.True((await SendAsync(GmailFixture.Email(content))).IsAccepted);

        Assert.Equal(AttemptField + (expected ?? content), Encoding.UTF8.GetString(Assert.Single(Fixture.Messages).Message));
    }

    [Theory]
    [InlineData("""{"id":"18f0","threadId":"18f0","labelIds":["SENT"]}""", 1, "18f0")]
    [InlineData("""{"id":"18f0","threadId":"18f0"}""", 2, null)]
    [InlineData("250 2.0.0 Ok", 1, null)]
    [InlineData("", 1, null)]
    public async Task FollowUp_StaysInTheConversation(string previous, byte attempt, string? thread)
    {
        var email = GmailFixture.Email();
        (email.PreviousReply, email.Attempt) = (new ProviderReply { Text = previous }, new AttemptId(email.Attempt.SendId, attempt));

        await SendAsync(email);

        Assert.Equal(thread, Assert.Single(Fixture.Messages).Metadata.TryGetProperty("threadId", out var id) ? id.GetString() : null);
    }

    [Theory]
    [InlineData(404, "notFound", "Requested entity was not found.")]
    [InlineData(400, "invalidArgument", "Invalid thread_id value")]
    public async Task FollowUp_InAConversationThatIsGone_IsTriedAgainWithoutIt(int status, string reason, string message)
    {
        Fixture.Behave(ProviderBehaviour.Refuse, new ProviderRefusal(reason, FailureKind.Transient, message) { Code = status });
        var email = GmailFixture.Email();
        email.PreviousReply = new ProviderReply { Text = """{"id":"18f0","threadId":"18f0"}""" };

        Assert.Equal((FailureKind?)FailureKind.Transient, (await SendAsync(email)).Failure);
    }

    [Fact]
    public async Task Reply_TellsTheMessageIdThatGmailGave_WhereTheMailboxMayBeRead()
    {
        Fixture.Configure = static options => options.ReadMailbox = true;
        Fixture.Mailbox["messages/18f1?format=metadata&metadataHeaders=Message-ID"] = """{"id":"18f1","payload":{"headers":[{"name":"Message-Id","value":"<CAx=1@mail.gmail.com>"}]} }""";

        var result = await SendAsync(GmailFixture.Email());

        Assert.Equal((true, "<CAx=1@mail.gmail.com>"), (result.IsAccepted, result.Reply!.ProviderMessageId));
        Assert.Contains("\"threadId\":\"18f0\"", result.Reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("""{"payload":{"headers":[{"name":"Message-ID","value":"no id"}]} }""")]
    [InlineData("no json")]
    public async Task Reply_WithoutAnAnswerAboutTheMessageId_IsAcceptedAllTheSame(string? answer)
    {
        Fixture.Configure = static options => options.ReadMailbox = true;
        if (answer is not null)
        {
            Fixture.Mailbox["messages/18f1"] = answer;
        }

        var result = await SendAsync(GmailFixture.Email());

        Assert.Equal((true, "18f1"), (result.IsAccepted, result.Reply?.ProviderMessageId));
    }

    [Fact]
    public async Task Throttling_OfTheMailbox_TellsItsEndInTheText()
    {
        var end = TimeProvider.System.GetUtcNow().AddMinutes(20);
        Fixture.Behave(ProviderBehaviour.Refuse, new ProviderRefusal("rateLimitExceeded", FailureKind.Throttled, $"User-rate limit exceeded.  Retry after {end:yyyy-MM-ddTHH:mm:ss.fffZ}") { Code = 429 });

        var result = await SendAsync(GmailFixture.Email());

        Assert.InRange(result.RetryAfter!.Value, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Answer_Of5xx_LeavesTheMessageInDoubt(int status)
    {
        Fixture.Behave(ProviderBehaviour.Refuse, new ProviderRefusal("backendError", FailureKind.Transient, "Backend Error") { Code = status });

        Assert.Equal((HandOverPhase.HandedOver, null), ((await SendAsync(GmailFixture.Email())) is var result ? (result.Phase, result.Failure) : default));
    }

    private Task<HandOverResult> SendAsync(OutgoingEmail email) =>
        Fixture.CreateProvider(Fixture.Port, TimeSpan.FromMinutes(2)).SendAsync(email, new ProviderAttempt(), TestContext.Current.CancellationToken);
}
