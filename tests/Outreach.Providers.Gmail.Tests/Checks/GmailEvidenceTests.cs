using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Providers.Gmail.Tests;

public sealed class GmailEvidenceTests : IAsyncDisposable
{
    private const string ByField = "messages?includeSpamTrash=true&maxResults=20&q=from:me to:bob@example.net after:1772441100 before:1772442900";
    private const string ByMessageId = "messages?includeSpamTrash=true&maxResults=20&q=rfc822msgid:1@example.com";
    private readonly GmailFixture _fixture = new() { Configure = static options => options.ReadMailbox = true };

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Message_FoundByItsMessageId_WasAccepted()
    {
        _fixture.Mailbox[ByMessageId] = """{"messages":[{"id":"18f1","threadId":"18f0"}],"resultSizeEstimate":1}""";

        Assert.Equal(Evidence.Accepted, await LookUpAsync());
        Assert.Single(_fixture.Queries);
    }

    [Theory]
    [InlineData("0198f6e2000070008000000000000001-1", Evidence.Accepted)]
    [InlineData("0198f6e2000070008000000000000001-2", Evidence.Accepted)]
    [InlineData("0198f6e2000070008000000000000002-1", Evidence.Unknown)]
    [InlineData("something", Evidence.Unknown)]
    public async Task Message_WhoseMessageIdGmailReplaced_IsFoundByTheFieldOfTheAttempt(string field, Evidence expected)
    {
        _fixture.Mailbox[ByMessageId] = """{"resultSizeEstimate":0}""";
        _fixture.Mailbox[ByField] = """{"messages":[{"id":"other"},{"id":"18f1"}]}""";
        _fixture.Mailbox["messages/18f1?format=metadata&metadataHeaders=X-Outreach-Attempt"] =
            $$"""{"payload":{"headers":[{"name":"X-Outreach-Attempt","value":"{{field}}"}]} }""";

        Assert.Equal(expected, await LookUpAsync());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData(null)]
    public async Task Message_ThatIsNotFound_ProvesNothing(string? answer)
    {
        if (answer is not null)
        {
            _fixture.Mailbox["messages"] = answer;
        }

        Assert.Equal(Evidence.Unknown, await LookUpAsync());
    }

    [Fact]
    public async Task Mailbox_ThatMayNotBeReadOrReached_IsNotAsked()
    {
        _fixture.Configure = static _ => { };
        Assert.Equal(Evidence.Unknown, await LookUpAsync());
        Assert.Empty(_fixture.Queries);

        _fixture.Configure = static options => options.ReadMailbox = true;
        Assert.Equal(Evidence.Unknown, await LookUpAsync(1));
    }

    private Task<Evidence> LookUpAsync(int? port = null) =>
        _fixture.CreateServices(port ?? _fixture.Port, TimeSpan.FromMinutes(2)).GetRequiredKeyedService<IEvidenceSource>("primary").LookUpAsync(
            new SendRecord
            {
                Id = new Guid("0198f6e2-0000-7000-8000-000000000001"), OrganisationId = default, CampaignId = default, ParticipantId = default, ContactId = default, StepId = default,
                Recipient = "bob@example.net", MessageId = "<1@example.com>", Attempt = 1, IntentAt = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
            },
            TestContext.Current.CancellationToken);
}
