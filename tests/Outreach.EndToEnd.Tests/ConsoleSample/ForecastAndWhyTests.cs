using System.Text.RegularExpressions;
using Outreach.EndToEnd.Tests.Deliveries;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>What the sample tells before a run, and about a contact afterwards.</summary>
public sealed partial class ForecastAndWhyTests(WholeRun run)
{
    [Fact]
    public async Task Forecast_OfANewFolder_ShowsDaysWithAChart_TheEnd_AndProblems()
    {
        using var folder = new TemporaryFolder();

        var result = (await SampleProcess.RunAsync("forecast", "--data", folder.Path)).AssertSuccess();

        Assert.InRange(Days().Count(result.Output), 5, 90);
        var text = Spaces().Replace(result.Output, " "); // lines are as long as the terminal is wide
        Assert.Matches("Ends: \\w+ \\d+ \\w+ 2026 \\d\\d:\\d\\d UTC", text);
        Assert.Matches("Range of the end, of [0-9]+ repetitions with other answers: ", text);
        Assert.All(
            [": 200 contacts, ", " Problems warning: ", " What puts messages off daily_cap (", " Who gets nothing, and why "],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(folder.File("mail")));
    }

    [Fact]
    public async Task Forecast_OfACampaignThatIsOver_SaysWhatToDo() =>
        (await SampleProcess.RunAsync("forecast", "--data", run.Data)).AssertFailure(1, "The campaign is over", "another folder");

    [Fact]
    public async Task Why_OfEachKindOfEnd_TellsWhatWasDecidedAndWhatHappened()
    {
        await using var database = (await CampaignDatabase.OpenAsync(run.Data))!;
        var contacts = await database.GetContactsAsync();
        var participants = await database.GetParticipantsAsync();
        foreach (var (status, line) in new[]
        {
            (ParticipantStatus.Replied, "event_replied"), (ParticipantStatus.Bounced, "event_hardbounced"),
            (ParticipantStatus.Unsubscribed, "event_unsubscribed"), (ParticipantStatus.Completed, "step 3"),
        })
        {
            var address = contacts[participants.First(participant => participant.Status == status).ContactId].Email!;

            var result = (await SampleProcess.RunAsync("why", address, "--data", run.Data)).AssertSuccess();

            Assert.StartsWith($"{address}: {status.ToString().ToLowerInvariant()}, since 2026-", result.Output, StringComparison.Ordinal);
            Assert.Contains("Next: nothing", result.Output, StringComparison.Ordinal);
            Assert.Contains(line, result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Why_OfAStranger_SaysWhatToDo() =>
        (await SampleProcess.RunAsync("why", "nobody@x.example", "--data", run.Data)).AssertFailure(1, "no contact nobody@x.example");

    [GeneratedRegex(@"^.*(?:Mon|Tue|Wed|Thu|Fri) \d+ \w+ +\S +\d+ .*#", RegexOptions.Multiline)]
    private static partial Regex Days();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
