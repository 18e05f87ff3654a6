using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Providers.Gmail.Tests;

/// <summary>Sequences of the real engine, whose follow-ups stay in the conversation that the first message began.</summary>
public sealed class GmailThreadTests : IAsyncDisposable
{
    private readonly GmailFixture _gmail = new();
    private readonly CampaignHarness _harness;

    public GmailThreadTests() => _harness = new CampaignHarness(new CampaignHarnessOptions
    {
        Configure = builder => builder.AddGmail("gmail", options =>
        {
            (options.ClientId, options.ClientSecret, options.RefreshToken) = ("client", "secret", "refresh");
            (options.BaseAddress, options.TokenAddress) = (new Uri($"http://127.0.0.1:{_gmail.Port}"), new Uri($"http://127.0.0.1:{_gmail.Port}/token"));
            options.ReadMailbox = true;
        }),
    })
    {
        Sender = SenderAccount.Create("Ann", "ann@example.com", "gmail"),
    };

    public async ValueTask DisposeAsync()
    {
        await _harness.DisposeAsync();
        await _gmail.DisposeAsync();
    }

    [Fact]
    public async Task FollowUp_NamesTheConversation_AndTheMessageIdThatGmailGave()
    {
        _gmail.Mailbox["messages/18f1?format=metadata&metadataHeaders=Message-ID"] = """{"payload":{"headers":[{"name":"Message-ID","value":"<CAx@mail.gmail.com>"}]} }""";
        await _harness.AddContactsAsync(new ContactDraft { FirstName = "Bob", Email = "bob@example.net" });
        var id = await _harness.StartAsync(new CampaignDraft { Name = "Threads", Steps = [Step("Hello", default), Step("", StepDelay.Days(2))] });

        Assert.Equal(CampaignStatus.Completed, (await _harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken)).Status);

        Assert.Empty(_gmail.Faults);
        var messages = _gmail.Messages.ToArray();
        Assert.Equal([null, "18f0"], messages.Select(message => message.Metadata.TryGetProperty("threadId", out var thread) ? thread.GetString() : null));
        Assert.Contains("In-Reply-To: <CAx@mail.gmail.com>\r\n", Encoding.UTF8.GetString(messages[1].Message), StringComparison.Ordinal);
        Assert.Contains("Subject: Re: Hello\r\n", Encoding.UTF8.GetString(messages[1].Message), StringComparison.Ordinal);
    }

    private static SequenceStep Step(string subject, StepDelay delay) =>
        SequenceStep.Create(new MessageTemplate { Subject = subject, Text = "Hi {{ unsubscribe_url }}" }, delay, subject);
}
