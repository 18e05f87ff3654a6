using System.Globalization;
using System.Text.RegularExpressions;
using Outreach.EndToEnd.Tests.Deliveries;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

public sealed class WholeRunTests(WholeRun run)
{
    [Fact]
    public void Run_FromNothing_FinishesTheCampaign()
    {
        run.Result.AssertSuccess();

        TestContext.Current.TestOutputHelper!.WriteLine($"{run.Elapsed.TotalSeconds:N1} s\n{run.Result.Output}");
        Assert.Equal(200, run.Result.Number("Contacts"));
        Assert.Equal(0, run.Result.Number("Unfinished"));
        Assert.Equal(0, run.Result.Number("In doubt"));
        Assert.Contains("(completed, until ", run.Result.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(run.Data, "outreach.db"), run.Result.Output, StringComparison.Ordinal);
        Assert.Contains(run.Mail, run.Result.Output, StringComparison.Ordinal);
        Assert.All(["Replied", "Bounced", "Unsubscribed", "Automatic replies", "Completed"], name => Assert.InRange(run.Result.Number(name), 1, 150));
    }

    [Fact]
    public void Run_BrokenRowsOfTheContacts_AreListedWithLineAndAdvice()
    {
        Assert.Contains("200 contacts created, 1 matched, 4 rejected", run.Result.Output, StringComparison.Ordinal);
        Assert.Equal(4, Regex.Count(run.Result.Output, "^line [0-9]+", RegexOptions.Multiline, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Run_EveryMessage_ParsesWithoutDefects()
    {
        var mails = await MailReader.ReadAsync(run.Mail);

        Assert.InRange(mails.Count, 200, 600);
        Assert.All(mails, mail =>
        {
            Assert.Empty(mail.Defects);
            Assert.Equal(1, mail.Count);
            Assert.Equal(["multipart/alternative", "text/plain", "text/html"], mail.Types);
            Assert.Contains("<mailto:unsub+", mail.Unsubscribe, StringComparison.Ordinal);
            Assert.StartsWith("<bounces+", mail.ReturnPath, StringComparison.Ordinal);
            Assert.DoesNotContain("{{", mail.Text, StringComparison.Ordinal);
            Assert.StartsWith("Hello ", mail.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Run_FollowUps_ContinueTheConversation()
    {
        var mails = await MailReader.ReadAsync(run.Mail);
        var conversations = mails.GroupBy(mail => mail.Recipient).ToList();

        Assert.Equal(200, conversations.Count);
        foreach (var conversation in conversations.Select(group => group.ToList()))
        {
            Assert.InRange(conversation.Count, 1, 3);
            Assert.Equal("", conversation[0].InReplyTo);
            Assert.Empty(conversation[0].References);
            for (var i = 1; i < conversation.Count; i++)
            {
                Assert.Equal(conversation[i - 1].MessageId, conversation[i].InReplyTo);
                Assert.Equal(conversation.Take(i).Select(mail => mail.MessageId), conversation[i].References);
                Assert.Equal("Re: " + conversation[0].Subject, conversation[i].Subject);
                Assert.Equal(conversation[0].From, conversation[i].From);
                Assert.True((conversation[i].Date - conversation[i - 1].Date).TotalDays >= (i == 1 ? 2.5 : 3.5));
            }
        }
    }

    [Fact]
    public async Task Run_WhoRepliedBouncedOrUnsubscribed_GetsNothingMore()
    {
        var mails = await MailReader.ReadAsync(run.Mail);
        await using var database = (await CampaignDatabase.OpenAsync(run.Data))!;
        var contacts = await database.GetContactsAsync();
        var stopping = (await database.GetEventsAsync())
            .Where(delivery => delivery.Type is DeliveryEventType.Replied or DeliveryEventType.HardBounced or DeliveryEventType.Unsubscribed)
            .ToList();

        Assert.NotEmpty(stopping);
        foreach (var delivery in stopping)
        {
            var key = AddressKey.FromEmail(contacts[delivery.ContactId!.Value].Email!);
            Assert.DoesNotContain(mails, mail => AddressKey.FromEmail(mail.Recipient) == key && mail.Date > delivery.At);
        }

        var statuses = (await database.GetParticipantsAsync()).ToDictionary(participant => participant.ContactId, participant => participant.Status);
        Assert.All(stopping, delivery => Assert.Equal(ExpectedStatus(delivery.Type), statuses[delivery.ContactId!.Value]));
    }

    [Fact]
    public async Task Run_CountsOnTheScreen_EqualThoseOfMailboxAndDatabase()
    {
        await using var database = (await CampaignDatabase.OpenAsync(run.Data))!;
        var stats = await database.GetStatsAsync();
        var files = Directory.GetFiles(run.Mail, "*.eml").Length;

        Assert.Equal(files, run.Result.Number("Messages in the mailbox"));
        Assert.Equal(files, run.Result.Number("Sent in all"));
        Assert.Equal(files, stats.Sent);
        Assert.Equal(files, (await database.GetSendsAsync(SendState.Sent)).Count);
        Assert.Equal(stats.Sent, new[] { "first-touch", "follow-up", "break-up" }.Sum(step => run.Result.Number("Sent: " + step)));
        Assert.Equal(stats.Total, run.Result.Number("Contacts"));
        Assert.Equal(stats.Replied, run.Result.Number("Replied"));
        Assert.Equal(stats.Bounced, run.Result.Number("Bounced"));
        Assert.Equal(stats.Unsubscribed, run.Result.Number("Unsubscribed"));
        Assert.Equal(stats.Completed, run.Result.Number("Completed"));
        Assert.Equal(stats.Stopped, run.Result.Number("Stopped"));
        Assert.Equal(stats.Failed, run.Result.Number("Failed"));
        Assert.Equal(stats.Total, stats.Replied + stats.Bounced + stats.Unsubscribed + stats.Completed + stats.Stopped + stats.Failed);
    }

    [Fact]
    public async Task Run_WorkingHoursAndDailyCaps_AreKept()
    {
        var mails = await MailReader.ReadAsync(run.Mail);
        await using var database = (await CampaignDatabase.OpenAsync(run.Data))!;
        var zones = (await database.GetContactsAsync()).Values.ToDictionary(contact => AddressKey.FromEmail(contact.Email!), contact => contact.TimeZone ?? "Europe/Berlin");

        Assert.All(mails, mail =>
        {
            var local = TimeZoneInfo.ConvertTime(mail.Date, TimeZoneInfo.FindSystemTimeZoneById(zones[AddressKey.FromEmail(mail.Recipient)]));
            Assert.InRange(local.TimeOfDay, TimeSpan.FromHours(9), TimeSpan.FromHours(17));
            Assert.True(local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday), local.ToString(CultureInfo.InvariantCulture));
        });
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.All(mails.GroupBy(mail => (mail.From, TimeZoneInfo.ConvertTime(mail.Date, berlin).Date)), day => Assert.InRange(day.Count(), 1, 30));
    }

    [Fact]
    public async Task Run_OnceMore_SendsNothingAndShowsTheSame()
    {
        var before = Directory.GetFiles(run.Mail).Order().ToList();

        var again = (await SampleProcess.RunAsync("run", "--data", run.Data)).AssertSuccess();

        Assert.Equal(before, Directory.GetFiles(run.Mail).Order());
        Assert.All(["Sent in all", "Replied", "Bounced", "Unsubscribed", "Completed"], name => Assert.Equal(run.Result.Number(name), again.Number(name)));
    }

    private static ParticipantStatus ExpectedStatus(DeliveryEventType type) => type switch
    {
        DeliveryEventType.Replied => ParticipantStatus.Replied,
        DeliveryEventType.HardBounced => ParticipantStatus.Bounced,
        _ => ParticipantStatus.Unsubscribed,
    };
}
