using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Outreach.Samples;

/// <summary>Runs the whole campaign against the local mail server, or goes on with one that was interrupted.</summary>
internal static class RunCommand
{
    private static readonly Option<int> Receiver = new("--receiver") { Description = "Port of a mail server in another process (see receiver).", Hidden = true };
    private static readonly Option<string?> Mailbox = new("--mailbox") { Description = "Folder of that mail server.", Hidden = true };
    private static readonly Option<int> Workers = new("--workers") { Description = "Number of further processes that send, with --postgres." };
    private static readonly Option<bool> Plain = new("--plain") { Description = "Write plain lines, also on a terminal." };

    public static IReadOnlyList<Option> Options => [Receiver, Mailbox, Workers, Plain];

    public static Command Create() =>
        SampleCommand.Create("run", "Run the sample campaign in virtual time, or go on with one that was interrupted (the default).", ExecuteAsync, Receiver, Mailbox, Workers, Plain);

    public static async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var folder = SampleCommand.OpenFolder(result);
        var externalPort = result.GetValue(Receiver);
        var mail = new MailFolder(result.GetValue(Mailbox) ?? folder.MailPath, isReceiver: externalPort == 0);
        await using var server = externalPort == 0 ? LocalMailServer.Start(mail) : null;
        var port = server?.Port ?? externalPort;
        await using var services = SampleHost.Build(folder, mail, port);
        var isTerminal = AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected && !result.GetValue(Plain);

        var sample = services.GetRequiredService<SampleCampaign>();
        var campaign = await sample.PrepareAsync(Console.WriteLine, cancellationToken);
        if (campaign.Status == CampaignStatus.Draft)
        {
            await services.GetRequiredService<ICampaignService>().StartAsync(campaign.OrganisationId, campaign.Id, cancellationToken);
        }

        await using (var workers = WorkerProcesses.Start(CountOfWorkers(result, folder), folder, port))
        {
            await RunAsync(services.GetRequiredService<VirtualRun>(), campaign.Id, workers, isTerminal, cancellationToken);
        }

        var report = await services.GetRequiredService<CampaignReporter>().GatherAsync(campaign, mail, cancellationToken);
        ReportScreen.Show(report, folder, mail.Path, isTerminal, Console.Out);
        return 0;
    }

    private static int CountOfWorkers(ParseResult result, SampleFolder folder) => result.GetValue(Workers) switch
    {
        < 0 or > 32 => throw new SampleException("--workers is a number from 0 to 32."),
        > 0 when folder.PostgreSql is null => throw new SampleException($"--workers needs a PostgreSQL database; name one with --postgres or {SampleCommand.PostgresVariable}."),
        var count => count,
    };

    private static Task RunAsync(VirtualRun run, Guid campaignId, WorkerProcesses workers, bool isTerminal, CancellationToken cancellationToken)
    {
        var end = SampleContent.Start + SampleContent.Duration;
        return isTerminal
            ? AnsiConsole.Live(new Text("Starting …")).StartAsync(display => run.RunAsync(campaignId, end, new LiveScreen(display, SampleContent.Start, end), workers, cancellationToken))
            : run.RunAsync(campaignId, end, new PlainScreen(Console.Out), workers, cancellationToken);
    }
}
