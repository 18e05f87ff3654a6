using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Outreach.Samples;

/// <summary>Shows what the campaign will do, before anything is sent.</summary>
internal static class ForecastCommand
{
    private static readonly Option<double> ReplyRate = new("--reply-rate") { Description = "Share of messages that get a reply, in percent.", DefaultValueFactory = static _ => 3 };
    private static readonly Option<long> Seed = new("--seed") { Description = "Seed of the modelled answers.", DefaultValueFactory = static _ => 1 };
    private static readonly Option<int> Days = new("--days") { Description = "How many days to look ahead.", DefaultValueFactory = static _ => 90 };

    public static Command Create() =>
        SampleCommand.Create("forecast", "Show what the campaign will do: messages a day, when it ends, who gets nothing, what limits it.", ExecuteAsync, ReplyRate, Seed, Days);

    private static async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(ReplyRate) is < 0 or > 100 || result.GetValue(Days) is < 1 or > 3_650)
        {
            throw new SampleException("--reply-rate must be 0 to 100, --days 1 to 3650.");
        }

        var folder = SampleCommand.OpenFolder(result);
        await using var services = SampleHost.Build(folder, new MailFolder(folder.MailPath), port: 25);
        var campaign = await services.GetRequiredService<SampleCampaign>().PrepareAsync(Console.Error.WriteLine, cancellationToken);
        if (campaign.Status == CampaignStatus.Completed)
        {
            throw new SampleException("The campaign is over; forecast a new one with --data and another folder.");
        }

        var request = new ForecastRequest
        {
            OrganisationId = campaign.OrganisationId,
            CampaignId = campaign.Id,
            From = await services.GetRequiredService<SampleClock>().FindTimeAsync(cancellationToken),
            Days = result.GetValue(Days),
            Replies = ReplyModel.Typical with { ReplyRate = result.GetValue(ReplyRate) / 100, Seed = unchecked((ulong)result.GetValue(Seed)) },
        };
        var forecast = await services.GetRequiredService<IForecaster>().ForecastAsync(request, cancellationToken);
        var senders = await services.GetRequiredService<ISenderAccountStore>().ListAsync(campaign.OrganisationId, cancellationToken);
        var screen = new ForecastScreen(forecast, senders, services.GetRequiredService<IContactStore>(), campaign);
        await screen.ShowAsync(AnsiConsole.Console, cancellationToken);
        return 0;
    }
}
