using Microsoft.Extensions.DependencyInjection;

namespace Outreach.EndToEnd.Tests.Deliveries;

/// <summary>Reads the database of a campaign through the public interfaces.</summary>
internal sealed class CampaignDatabase : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private CampaignDatabase(ServiceProvider services) => _services = services;

    public required Campaign Campaign { get; init; }

    public static async Task<CampaignDatabase?> OpenAsync(string dataFolder, string? postgreSql = null)
    {
        var path = Path.Combine(dataFolder, "outreach.db");
        if (postgreSql is null && !File.Exists(path))
        {
            return null;
        }

        var services = new ServiceCollection();
        var builder = services.AddOutreach();
        _ = postgreSql is null ? builder.UseSqlite($"Data Source={path}") : builder.UsePostgreSql(postgreSql);
        var provider = services.BuildServiceProvider();
        var campaigns = await provider.GetRequiredService<ICampaignService>().ListAsync(Organisation.DefaultId);
        if (campaigns.Count > 0)
        {
            return new CampaignDatabase(provider) { Campaign = Assert.Single(campaigns) };
        }

        await provider.DisposeAsync();
        return null;
    }

    public Task<CampaignStats> GetStatsAsync() => Get<ICampaignService>().GetStatsAsync(Campaign.OrganisationId, Campaign.Id);

    public Task<List<SendRecord>> GetSendsAsync(SendState? state = null) =>
        ListAsync(Get<ISendLedger>().ReadSendsAsync(Campaign.OrganisationId, Campaign.Id, state));

    public Task<List<Participant>> GetParticipantsAsync() => ListAsync(Get<IParticipantStore>().ReadAsync(Campaign.OrganisationId, Campaign.Id));

    public Task<List<DeliveryEvent>> GetEventsAsync() => ListAsync(Get<IDeliveryEventStore>().ReadAsync(Campaign.OrganisationId, Campaign.Id));

    public async Task<Dictionary<Guid, Contact>> GetContactsAsync() =>
        (await ListAsync(Get<IContactStore>().ReadAsync(Campaign.OrganisationId, ContactQuery.Everyone))).ToDictionary(contact => contact.Id);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
