using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Outreach.Samples;

/// <summary>Shows how far the campaign has come. Nothing is sent.</summary>
internal static class StatusCommand
{
    private static readonly Option<string?> Mailbox = new("--mailbox") { Description = "Folder of a mail server in another process.", Hidden = true };

    public static Command Create() => SampleCommand.Create("status", "Show how far the campaign has come, and why contacts stopped.", ExecuteAsync, Mailbox);

    private static async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var folder = SampleCommand.OpenFolder(result);
        if (!folder.HasDatabase)
        {
            throw new SampleException($"There is no campaign in {folder.Path} yet; start one with run.");
        }

        var mail = new MailFolder(result.GetValue(Mailbox) ?? folder.MailPath);
        await using var services = SampleHost.Build(folder, mail, port: 25);
        var campaign = await services.GetRequiredService<SampleCampaign>().FindAsync(cancellationToken)
            ?? throw new SampleException($"There is no campaign in {folder.Path} yet; start one with run.");
        var report = await services.GetRequiredService<CampaignReporter>().GatherAsync(campaign, mail, cancellationToken);
        ReportScreen.Show(report, folder, mail.Path, AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected, Console.Out);
        return 0;
    }
}
