using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Sequencing;
using Outreach.Testing;

namespace Outreach.Benchmarks;

/// <summary>Forecasts a large campaign: so many contacts, four steps, sender accounts whose daily caps bind, recipients who answer.</summary>
internal static class ForecastCommand
{
    private const int Days = 60;
    private const int SendersPerThousand = 3;
    private const int ContactBatch = 1_000;

    public static async Task RunAsync(int contacts, int repetitions, TextWriter output)
    {
        await using var harness = new CampaignHarness();
        for (var first = 0; first < contacts; first += ContactBatch)
        {
            await harness.AddContactsAsync([.. Enumerable.Range(first, Math.Min(ContactBatch, contacts - first)).Select(static number => new ContactDraft
            {
                Email = string.Create(CultureInfo.InvariantCulture, $"contact{number}@company{number % 5_000}.example"),
                FirstName = "Ada",
                CompanyName = "Company",
            })]);
        }

        var id = await CreateAsync(harness, contacts);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Usage.Start.Now();
        using var memory = new PeakMemory();
        var forecast = await harness.Get<IForecaster>().ForecastAsync(new ForecastRequest { CampaignId = id, Days = Days * 2, Repetitions = repetitions });
        var usage = start.End(forecast.Sends.Count, TimeSpan.Zero);
        var peak = memory.Stop();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{contacts} contacts x 4 steps, {repetitions} runs: {forecast.Sends.Count} messages on {forecast.Days.Count} days, ends {forecast.EndsAt:yyyy-MM-dd}, {forecast.Limits.Sum(static limit => limit.Deferrals)} deferrals"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"elapsed {usage.Elapsed.TotalSeconds:F1} s, processor {usage.Cpu.TotalSeconds:F1} s ({usage.CpuMicroseconds:F0} us a message), allocated {usage.AllocatedBytes:F0} B a message, managed memory at most {peak / 1048576} MB, of which {before / 1048576} MB are the host's own contacts, process at most {Environment.WorkingSet / 1048576} MB"));
    }

    private static async Task<Guid> CreateAsync(CampaignHarness harness, int contacts)
    {
        var senders = Enumerable.Range(0, Math.Max(1, contacts * SendersPerThousand / 1_000))
            .Select(static number => SenderAccount.Create("Ada", string.Create(CultureInfo.InvariantCulture, $"ada{number}@sender.example"), CampaignHarness.ProviderName) with { DailyCap = 40 })
            .ToList();
        foreach (var sender in senders)
        {
            await harness.Get<ISenderAccountStore>().SaveAsync(sender);
        }

        return await harness.Campaigns.CreateAsync(new CampaignDraft
        {
            Name = "Large",
            SenderAccountIds = [.. senders.Select(static sender => sender.Id)],
            Schedule = new SendingSchedule
            {
                TimeZone = "Europe/Berlin",
                Opens = new TimeOnly(9, 0),
                Closes = new TimeOnly(17, 0),
                Days = DaysOfWeek.All,
                Spread = TimeSpan.FromHours(8),
            },
            Steps = [.. new[] { 0, 4, 5, 7 }.Select(static days => SequenceStep.Create(ReferenceCampaign.Template, StepDelay.Days(days)))],
        });
    }
}
