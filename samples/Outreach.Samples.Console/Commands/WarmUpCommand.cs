using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Samples;

/// <summary>Warms the address up from which the sample sends: shows plan and progress. From then on run keeps to it.</summary>
internal static class WarmUpCommand
{
    private const string OwnAddress = "127.0.0.1";

    private static readonly Option<bool> Begin = new("--start") { Description = "Start a warm-up today." };
    private static readonly Option<bool> EngagedOnly = new("--engaged-only") { Description = "With --start: write only to those who opened within 90 days until it is over." };
    private static readonly Option<bool> Pause = new("--pause") { Description = "Pause sending until the next day (UTC)." };
    private static readonly Option<bool> Resume = new("--resume") { Description = "End a pause." };

    public static Command Create() => SampleCommand.Create("warmup", "Warm the sending address up: show the plan and how far it is.", ExecuteAsync, Begin, EngagedOnly, Pause, Resume);

    private static async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var folder = SampleCommand.OpenFolder(result);
        await using var services = SampleHost.Build(folder, mail: null, port: 25);
        await services.GetRequiredService<SampleClock>().RestoreAsync(cancellationToken);
        var ips = services.GetRequiredService<ISendingIpService>();
        var now = services.GetRequiredService<SampleClock>().Now;
        if (result.GetValue(Begin))
        {
            await ips.SaveAsync(
                new SendingIp
                {
                    OrganisationId = Organisation.DefaultId,
                    Address = OwnAddress,
                    ProviderName = SampleContent.ProviderName,
                    Pool = SampleContent.ProviderName,
                    WarmUp = new WarmUp { Plan = WarmUpPlan.Standard, StartedOn = DateOnly.FromDateTime(now.UtcDateTime), EngagedOnly = result.GetValue(EngagedOnly) },
                },
                "started by warmup --start",
                cancellationToken);
            folder.WarmUp();
        }

        if (result.GetValue(Pause))
        {
            var tomorrow = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
            await ips.PauseAsync(Organisation.DefaultId, ReputationScope.Ip, OwnAddress, tomorrow, "by warmup --pause", cancellationToken);
        }

        if (result.GetValue(Resume))
        {
            await ips.ResumeAsync(Organisation.DefaultId, ReputationScope.Ip, OwnAddress, cancellationToken);
        }

        var all = await ips.GetWarmUpsAsync(Organisation.DefaultId, cancellationToken);
        if (all.Count == 0)
        {
            Console.WriteLine("No address is being warmed up; start with warmup --start.");
        }

        foreach (var status in all)
        {
            Show(status, Console.Out);
            foreach (var change in await ips.ListChangesAsync(Organisation.DefaultId, status.Ip.Address, cancellationToken))
            {
                Console.WriteLine($"  {Time(change.At)}  {change.Note}");
            }
        }

        return 0;
    }

    private static void Show(WarmUpStatus status, TextWriter output)
    {
        var warmUp = status.Ip.WarmUp!;
        output.WriteLine($"{status.Ip.Address}: day {status.Day} of the plan, started on {warmUp.StartedOn:yyyy-MM-dd}");
        var first = 1;
        foreach (var stage in warmUp.Plan.Stages)
        {
            var here = status.Day >= first && status.Day <= stage.LastDay ? $"  <- today, {status.Used} used" : "";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  day {first,2} to {stage.LastDay,2}: {stage.Volume,6} a day{here}"));
            first = stage.LastDay + 1;
        }

        output.WriteLine($"  from day {first}: no limit{(status.Volume is null ? "  <- today" : "")}");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  last 24 hours: {status.LastDay.Sent} sent, {100 * status.LastDay.BounceRate:0.##} % bounced, {100 * status.LastDay.ComplaintRate:0.##} % reported"));
        if (status.Pause is { } pause)
        {
            output.WriteLine($"  paused until {Time(pause.Until)}: {pause.Reason}");
        }
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
