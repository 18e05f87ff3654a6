using Microsoft.Extensions.DependencyInjection;
using Outreach.Providers.Smtp;

namespace Outreach.Benchmarks;

/// <summary>A campaign through the real engine: contacts are stored and enrolled first, then all that is due is sent and measured.</summary>
internal sealed class CampaignRun : IAsyncDisposable
{
    private const int ContactBatch = 1000;

    private readonly WholePathOptions _options;
    private readonly string? _folder;
    private readonly ServiceProvider _services;

    public CampaignRun(WholePathOptions options, int port, string? dkimKey)
    {
        _options = options;
        _folder = options.Store == WholePathStore.Sqlite ? Directory.CreateTempSubdirectory("outreach-benchmark-").FullName : null;
        var services = new ServiceCollection();
        var builder = services.AddOutreach(outreach =>
        {
            outreach.ConcurrentSends = options.Slots;
            outreach.PublicBaseUri = ReferenceCampaign.PublicBaseUri;
        });
        UseStore(builder);
        builder.AddSmtp(ReferenceCampaign.Provider, smtp =>
        {
            smtp.Host = "127.0.0.1";
            smtp.Port = port;
            smtp.Security = SmtpSecurity.None;
            smtp.LocalName = "engine.example";
            smtp.MaxConnections = options.Connections;
            smtp.MaxMessagesPerConnection = 0; // the floor keeps its connections too
            smtp.SendNextEnvelopeEarly = options.Early;
        });
        if (dkimKey is not null)
        {
            var domain = ReferenceCampaign.Sender.Address[(ReferenceCampaign.Sender.Address.IndexOf('@', StringComparison.Ordinal) + 1)..];
            builder.AddDkim(dkim => dkim.Signatures.Add(new DkimSignatureOptions { Domain = domain, Selector = "s1", PrivateKey = dkimKey }));
        }

        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }

    /// <summary>Stores the contacts and starts the campaign; nothing is sent yet.</summary>
    public async Task PrepareAsync()
    {
        var contacts = Get<IContactStore>();
        for (var first = 0; first < _options.Count; first += ContactBatch)
        {
            var size = Math.Min(ContactBatch, _options.Count - first);
            await contacts.FindOrCreateAsync(Organisation.DefaultId, [.. Enumerable.Range(first, size).Select(Draft)], TimeProvider.System.GetUtcNow());
        }

        await Get<ISenderAccountStore>().SaveAsync(ReferenceCampaign.Sender);
        var id = await Get<ICampaignService>().CreateAsync(new CampaignDraft
        {
            Name = "Five offers",
            Steps = [SequenceStep.Create(ReferenceCampaign.Template)],
            ReplyTo = ReferenceCampaign.Sender.Address,
        });
        await Get<ICampaignService>().StartAsync(id);
    }

    /// <summary>Sends everything.</summary>
    /// <exception cref="InvalidOperationException">Not exactly one message for each contact was sent and recorded.</exception>
    public async Task<(Usage Usage, MemorySamples Memory)> SendAsync()
    {
        var memory = new MemorySamples(_options.Count);
        var start = Usage.Start.Now();
        var report = await Get<ISendEngine>().RunDueAsync(memory);
        var usage = start.End(_options.Count, memory.Pause);
        memory.Finish();
        return report.Sent == _options.Count
            ? (usage, memory)
            : throw new InvalidOperationException($"{_options.Count} messages were due, {report.Sent} are recorded as sent.");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static ContactDraft Draft(int number) => ReferenceCampaign.CreateDraft($"robert.miller{number:D7}@customer{number % 1000:D3}.example.org");

    private void UseStore(IOutreachBuilder builder)
    {
        if (_folder is null)
        {
            builder.UseInMemoryStore();
        }
        else
        {
            builder.UseSqlite($"Data Source={Path.Combine(_folder, "outreach.db")}");
        }
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();
}
