using System.Text;
using Outreach.Testing;

namespace Outreach.Tests.Inbound;

/// <summary>Two campaigns wrote to Anna from two mailboxes; her reply names no message.</summary>
public sealed class ConversationTests : IAsyncDisposable
{
    private readonly CampaignHarness _harness = new();
    private readonly Dictionary<Guid, string> _names = [];

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Theory]
    [InlineData(null, null, "first second third")]
    [InlineData("ADA@sender.example", null, "first third")]
    [InlineData("bob@sender.example", null, "second")]
    [InlineData("replies@sender.example", null, "third")]
    [InlineData("nobody@sender.example", null, "first second third")]
    [InlineData(null, "Re: Prices", "first")]
    [InlineData(null, "AW: Re:  news", "third")]
    [InlineData("bob@sender.example", "Re: News", "second")]
    [InlineData("ada@sender.example", "Something else", "first third")]
    public async Task Event_OfASender_StopsTheCampaignsOfItsMailboxAndSubject(string? mailbox, string? subject, string stopped)
    {
        await StartAsync();

        var result = await _harness.Get<IExternalEventHandler>().HandleAsync(new ExternalEvent
        {
            Key = "k", Type = DeliveryEventType.Replied, Address = "anna@x.example", Mailbox = mailbox, Subject = subject,
        });

        Assert.Equal(stopped, await NamesAsync(result.ChangedParticipantIds));
    }

    [Theory]
    [InlineData("ada@sender.example", "Re: News", "third")]
    [InlineData("bob@sender.example", "Re: News", "second")]
    [InlineData("list@sender.example", "Re: News", "third")]
    [InlineData("bob@sender.example", "Re: Prices", "first")]
    [InlineData("bob@sender.example", "Hello", "")]
    [InlineData("bob@sender.example", "Re: ews", "")]
    public async Task Mail_WithoutThreadingHeaders_BelongsToTheLatestConversationOfItsMailbox(string to, string subject, string stopped)
    {
        await StartAsync();

        var result = await _harness.Get<IInboundMailHandler>().ReceiveAsync(new ReceivedMail
        {
            Content = Encoding.UTF8.GetBytes($"From: anna@x.example\r\nTo: x@other.example\r\nCc: <{to}>\r\nSubject: {subject}\r\nMessage-ID: <1@x.example>\r\n\r\nYes\r\n"),
        });

        Assert.Equal(stopped, await NamesAsync(result.ParticipantId is { } id ? [id] : []));
    }

    [Fact]
    public async Task Event_ThatIsNoReply_IsAboutAll()
    {
        await StartAsync();

        var result = await _harness.Get<IExternalEventHandler>().HandleAsync(new ExternalEvent
        {
            Key = "k", Type = DeliveryEventType.Unsubscribed, Address = "anna@x.example", Mailbox = "bob@sender.example",
        });

        Assert.Equal("first second third", await NamesAsync(result.ChangedParticipantIds));
    }

    /// <summary>Starts "first" (Prices) and "third" (News) from Ada, "second" (News) from Bob; answers to "third" go to replies@ too.</summary>
    private async Task StartAsync()
    {
        var ada = _harness.Sender;
        var bob = SenderAccount.Create("Bob", "bob@sender.example", CampaignHarness.ProviderName);
        await _harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });
        foreach (var (name, subject, sender, replyTo) in new[] { ("first", "Prices", ada, null), ("second", "News", bob, null), ("third", "News", ada, "replies@sender.example") })
        {
            _harness.Sender = sender;
            var id = await _harness.StartAsync(new CampaignDraft
            {
                Name = name,
                SenderAccountIds = [sender.Id],
                ReplyTo = replyTo,
                Steps = [Step(subject, default), Step("Later", StepDelay.Days(9))],
            });
            _names.Add(id, name);
            await _harness.RunForAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        }

        Assert.Equal(3, _harness.Provider.Taken.Count);
    }

    private async Task<string> NamesAsync(IEnumerable<Guid> participantIds)
    {
        var names = new List<string>();
        foreach (var id in participantIds)
        {
            names.Add(_names[(await _harness.Get<IParticipantStore>().FindAsync(Organisation.DefaultId, id))!.CampaignId]);
        }

        return string.Join(' ', names.Order(StringComparer.Ordinal));
    }

    private static SequenceStep Step(string subject, StepDelay delay) =>
        SequenceStep.Create(new MessageTemplate { Subject = subject, Text = "T {{ unsubscribe_url }}" }, delay);
}
