using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Providers.Mailgun.Tests;

public sealed class MailgunProviderTests : HttpProviderSuite<MailgunFixture>
{
    [Fact]
    public async Task Send_CarriesThePreparedMessageByteForByte_AndTheSettings()
    {
        Fixture.Configure = static options =>
        {
            options.TestMode = true;
            options.Tags.Add("spring");
            options.Variables["team"] = "north €";
        };
        var email = (OutgoingEmail)Fixture.CreateMessage();

        var result = await Fixture.CreateProvider(Fixture.Port, TimeSpan.FromMinutes(2)).SendAsync(email, new ProviderAttempt(), TestContext.Current.CancellationToken);

        Assert.Equal((true, "<1@example.com>"), (result.IsAccepted, result.Reply?.ProviderMessageId));
        Assert.Equal(Encoding.UTF8.GetString(email.Content.Span), Fixture.Fields.Single(field => field.Name == "message").Value);
        Assert.Equal(
            [("to", "bob@example.net"), ("v:outreach_attempt", "0198f6e2000070008000000000000001-2"), ("v:team", "north €"), ("o:tag", "spring"), ("o:tracking", "no"), ("o:testmode", "yes")],
            Fixture.Fields.Where(field => field.Name != "message"));
    }

    [Theory]
    [InlineData("""{"items":[{"event":"accepted"}]}""", 1, Evidence.Accepted)]
    [InlineData("""{"items":[]}""", 1, Evidence.Unknown)]
    [InlineData("""{"items":[]}""", 8, Evidence.Absent)]
    [InlineData("""{"items":[]}""", 30, Evidence.Unknown)]
    [InlineData("no json", 8, Evidence.Unknown)]
    public async Task Evidence_SaysWhatTheEventsProve(string events, int hours, Evidence expected)
    {
        Fixture.Account["/v3/mg.example.com/events"] = events;
        var source = Fixture.CreateServices(Fixture.Port, TimeSpan.FromMinutes(2)).GetRequiredKeyedService<IEvidenceSource>("primary");

        var evidence = await source.LookUpAsync(
            new SendRecord
            {
                Id = Guid.CreateVersion7(), OrganisationId = default, CampaignId = default, ParticipantId = default, ContactId = default, StepId = default,
                Recipient = "bob@example.net", MessageId = "<1@example.com>", Attempt = 1, IntentAt = TimeProvider.System.GetUtcNow().AddHours(-hours),
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(expected, evidence);
        Assert.Contains("message-id=1%40example.com", Fixture.LastQuery, StringComparison.Ordinal);
    }
}
