using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Outreach.Samples;

/// <summary>Runs the whole campaign against the local mail server, or goes on with one that was interrupted.</summary>
internal static class RunCommand
{
    private static readonly Option<int> Receiver = new("--receiver") { Description = "Port of a mail server in another process (see receiver).", Hidden = true };
    private static readonly Option<string?> Mailbox = new("--mailbox") { Description = "Folder of that mail server.", Hidden = true };
    private static readonly Option<bool> Plain = new("--plain") { Description = "Write plain lines, also on a terminal." };

    public static IReadOnlyList<Option> Options => [Receiver, Mailbox, Plain];

    public static Command Create() =>
        SampleCommand.Create("run", "Run the sample campaign in virtual time, or go on with one that was interrupted (the default).", ExecuteAsync, Receiver, Mailbox, Plain);

    public static async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var folder = SampleFolder.Open(result.GetValue(SampleCommand.DataOption)!);
        var mail = new MailFolder(result.GetValue(Mailbox) ?? folder.MailPath);
        var externalPort = result.GetValue(Receiver);
        await using var server = externalPort == 0 ? LocalMailServer.Start(mail) : null;
        await using var services = SampleHost.Build(folder, mail, server?.Port ?? externalPort);
        var isTerminal = AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected && !result.GetValue(Plain);

        var sample = services.GetRequiredService<SampleCampaign>();
        var campaign = await sample.PrepareAsync(Console.WriteLine, cancellationToken);
        if (campaign.Status == CampaignStatus.Draft)
        {
            await services.GetRequiredService<ICampaignService>().StartAsync(campaign.OrganisationId, campaign.Id, cancellationToken);
        }

        await RunAsync(services.GetRequiredService<VirtualRun>(), campaign.Id, isTerminal, cancellationToken);
        var report = await services.GetRequiredService<CampaignReporter>().GatherAsync(campaign, mail, cancellationToken);
        ReportScreen.Show(report, folder, mail.Path, isTerminal, Console.Out);
        return 0;
    }

    private static Task RunAsync(VirtualRun run, Guid campaignId, bool isTerminal, CancellationToken cancellationToken)
    {
        var end = SampleContent.Start + SampleContent.Duration;
        return isTerminal
            ? AnsiConsole.Live(new Text("Starting …")).StartAsync(display => run.RunAsync(campaignId, end, new LiveScreen(display, SampleContent.Start, end), cancellationToken))
            : run.RunAsync(campaignId, end, new PlainScreen(Console.Out), cancellationToken);
    }
}
