using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Tests.Sending;

namespace Outreach.Tests.Content;

public sealed class PersonalizationTests
{
    private const string Line = "{{ ai.personalize 'One line' fallback: 'I like your shop.' }}";

    private static readonly SequenceStep Step = SequenceStep.Create(new MessageTemplate
    {
        Subject = "{{ ai.personalize 'A subject' fallback: 'Hello' }}",
        Text = Line + " {{ unsubscribe_url }}",
        Html = $"<p>{Line}</p><a href=\"{{{{ unsubscribe_url }}}}\">leave</a>",
    });

    [Fact]
    public async Task Texts_AreWrittenOncePerPrompt_BeforeAnythingIsRecorded()
    {
        List<SendRecord> recorded = [];
        EngineFixture? fixture = null;
        var personalizer = new Personalizer(async (prompt, token) =>
        {
            foreach (var campaign in await fixture!.Campaigns.ListAsync(Organisation.DefaultId, status: null, token))
            {
                recorded.AddRange(await fixture.SendsAsync(campaign.Id));
            }

            return $"<{prompt}>";
        });
        await using var owned = fixture = Fixture(personalizer);
        await fixture.AddContactsAsync("anna@a.example");
        await fixture.StartCampaignAsync(null, Step);
        await fixture.Engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken);

        var sent = Encoding.UTF8.GetString(Assert.Single(fixture.Provider.Taken).Content.Span);
        Assert.Contains("Subject: <A subject>", sent, StringComparison.Ordinal);
        Assert.Contains("<One line> mailto:", sent, StringComparison.Ordinal);
        Assert.Contains("<p>&lt;One line&gt;</p>", sent, StringComparison.Ordinal);
        Assert.Equal(["A subject", "One line"], personalizer.Asked);
        Assert.Empty(recorded);
    }

    [Fact]
    public async Task ChatClient_OfTheHost_WritesTheTexts()
    {
        using var client = new ChatClient();
        await using var fixture = new EngineFixture(services => services.AddSingleton<IChatClient>(client));
        Assert.Contains("Nice tea!", await SendAsync(fixture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAChatClient_TheFallbackStandsThere()
    {
        await using var fixture = new EngineFixture();
        Assert.Contains("I like your shop.", await SendAsync(fixture), StringComparison.Ordinal);
    }

    public static TheoryData<string, Func<string, CancellationToken, Task<string?>>> Failures => new()
    {
        { "throws", (_, _) => throw new HttpRequestException("down") },
        { "heeds the time limit", async (_, token) => { await Task.Delay(Timeout.InfiniteTimeSpan, token); return "late"; } },
        { "ignores the time limit", async (_, _) => { await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None); return "late"; } },
        { "says nothing", (_, _) => Task.FromResult<string?>(" ") },
        { "says too much", (_, _) => Task.FromResult<string?>(new string('x', 2001)) },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Personalizer_ThatFails_LeavesTheFallback(string how, Func<string, CancellationToken, Task<string?>> answer)
    {
        Assert.NotEmpty(how);
        await using var fixture = Fixture(new Personalizer(answer), TimeSpan.FromMilliseconds(100));
        var sent = await SendAsync(fixture);
        Assert.Contains("Subject: Hello", sent, StringComparison.Ordinal);
        Assert.Contains("I like your shop.", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CancelledWhileATextIsWritten_PutsTheParticipantBack()
    {
        using var stop = new CancellationTokenSource();
        await using var fixture = Fixture(new Personalizer((_, token) =>
        {
            stop.Cancel();
            token.ThrowIfCancellationRequested();
            return Task.FromResult<string?>("never");
        }));
        await fixture.AddContactsAsync("anna@a.example");
        var campaign = await fixture.StartCampaignAsync(null, Step);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Engine.RunDueAsync(cancellationToken: stop.Token));

        Assert.Empty(fixture.Provider.Taken);
        Assert.Empty(await fixture.SendsAsync(campaign));
        Assert.NotNull(Assert.Single(await fixture.ParticipantsAsync(campaign)).DueAt);
    }

    [Fact]
    public async Task Preview_AsksForTexts_OnlyWhenToldTo()
    {
        var personalizer = new Personalizer((_, _) => Task.FromResult<string?>("Nice tea!"));
        await using var fixture = Fixture(personalizer);
        var contacts = await fixture.AddContactsAsync("anna@a.example");
        var campaign = await fixture.StartCampaignAsync(null, Step);
        var preview = fixture.Get<IMessagePreview>();

        Assert.Contains("I like your shop.", (await preview.PreviewAsync(Organisation.DefaultId, campaign, 0, contacts[0])).Html, StringComparison.Ordinal);
        Assert.Empty(personalizer.Asked);
        Assert.Contains("Nice tea!", (await preview.PreviewAsync(Organisation.DefaultId, campaign, 0, contacts[0], personalize: true)).Html, StringComparison.Ordinal);
    }

    private static EngineFixture Fixture(IPersonalizer personalizer, TimeSpan? timeout = null) => new(services =>
    {
        services.AddSingleton(personalizer);
        services.Configure<OutreachOptions>(options => options.PersonalizationTimeout = timeout ?? TimeSpan.FromMinutes(1));
    });

    private static async Task<string> SendAsync(EngineFixture fixture)
    {
        await fixture.AddContactsAsync("anna@a.example");
        await fixture.StartCampaignAsync(null, Step);
        await fixture.Engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(Assert.Single(fixture.Provider.Taken).Content.Span);
    }

    private sealed class Personalizer(Func<string, CancellationToken, Task<string?>> answer) : IPersonalizer
    {
        public List<string> Asked { get; } = [];

        public async ValueTask<string?> PersonalizeAsync(TemplateFragment fragment, TemplateData data, CancellationToken cancellationToken = default)
        {
            Asked.Add(fragment.Prompt!);
            return await answer(fragment.Prompt!, cancellationToken);
        }
    }

    private sealed class ChatClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Assert.NotNull(options?.MaxOutputTokens);
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "Nice tea!")));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
