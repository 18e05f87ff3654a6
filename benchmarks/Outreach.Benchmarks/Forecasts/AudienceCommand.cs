using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Benchmarks;

/// <summary>Starts a campaign for a large audience in a SQLite file: streams the contacts and enrols them.</summary>
internal static class AudienceCommand
{
    private const int ContactBatch = 5_000;

    public static async Task RunAsync(int contacts, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("outreach-audience-").FullName;
        var services = new ServiceCollection();
        services.AddOutreach().UseSqlite($"Data Source={Path.Combine(folder, "audience.db")}");
        services.AddKeyedSingleton<IMessageProvider>(ReferenceCampaign.Provider, (_, _) => new Outreach.Testing.RecordingProvider(TimeProvider.System));
        await using (var provider = services.BuildServiceProvider())
        {
            await MeasureAsync(provider, contacts, output);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task MeasureAsync(ServiceProvider provider, int contacts, TextWriter output)
    {
        var store = provider.GetRequiredService<IContactStore>();
        for (var first = 0; first < contacts; first += ContactBatch)
        {
            await store.FindOrCreateAsync(
                Organisation.DefaultId,
                [.. Enumerable.Range(first, Math.Min(ContactBatch, contacts - first)).Select(static number => new ContactDraft
                {
                    Email = string.Create(CultureInfo.InvariantCulture, $"contact{number}@company{number % 5_000}.example"),
                    FirstName = "Ada",
                })],
                TimeProvider.System.GetUtcNow());
        }

        await provider.GetRequiredService<ISenderAccountStore>().SaveAsync(ReferenceCampaign.Sender);
        var campaigns = provider.GetRequiredService<ICampaignService>();
        var id = await campaigns.CreateAsync(new CampaignDraft { Name = "Audience", Steps = [SequenceStep.Create(new() { Subject = "Hello", Text = "Hi {{ unsubscribe_url }}" })] });
        GC.Collect();
        var start = Usage.Start.Now();
        using var memory = new PeakMemory();
        await campaigns.StartAsync(id);
        var usage = start.End(contacts, TimeSpan.Zero);
        var total = (await campaigns.GetStatsAsync(id)).Total;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{total} contacts enrolled: elapsed {usage.Elapsed.TotalSeconds:F1} s, processor {usage.Cpu.TotalSeconds:F1} s ({usage.CpuMicroseconds:F1} us each), managed memory at most {memory.Stop() / 1048576} MB"));
    }
}
