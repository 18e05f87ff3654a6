using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Outreach.Testing;

/// <summary>
/// The base of all conformance suites of stores. The author of a store derives one empty class from each suite and one from
/// <see cref="StoreSuiteCompleteness{TFactory}"/>, which fails when a suite was forgotten.
/// </summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class StoreSuite<TFactory> : IAsyncLifetime
    where TFactory : IStoreFactory, new()
{
    private StoreUnderTest? _store;

    /// <summary>Gets the time at which the tests begin.</summary>
    protected static DateTimeOffset Start { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Gets the organisation that the tests use, unless they name another.</summary>
    protected static Guid OrganisationId { get; } = new("0195f0aa-0000-7000-8000-00000000000a");

    /// <summary>Gets another organisation.</summary>
    protected static Guid OtherOrganisationId { get; } = new("0195f0aa-0000-7000-8000-00000000000b");

    /// <summary>Gets a token that is cancelled already.</summary>
    protected static CancellationToken Cancelled { get; } = new(canceled: true);

    /// <summary>Gets the clock of the leases.</summary>
    protected ManualClock LeaseClock { get; } = new(Start.AddYears(1));

    /// <summary>Gets the store.</summary>
    protected StoreUnderTest Store => _store ?? throw new InvalidOperationException("The store is made when a test begins.");

    /// <summary>Gets who is subscribed to events; nobody unless a suite says otherwise.</summary>
    protected virtual IReadOnlyList<EventSubscription> Subscriptions => [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var services = new ServiceCollection();
        services.AddKeyedSingleton<TimeProvider>("Outreach.LeaseClock", LeaseClock);
        foreach (var subscription in Subscriptions)
        {
            services.AddSingleton(subscription);
        }

        _store = await new TFactory().CreateAsync(services);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a new id; later ones are greater.</summary>
    protected static Guid NewId() => Ids.Next();

    /// <summary>Asserts that two values are the same in all their members.</summary>
    protected static void AssertSame<T>(T? expected, T? actual) =>
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));

    /// <summary>Makes a campaign without storing it.</summary>
    protected static Campaign NewCampaign(CampaignStatus status = CampaignStatus.Active, Guid? organisationId = null) => new()
    {
        Id = NewId(),
        OrganisationId = organisationId ?? OrganisationId,
        Name = "Spring",
        Status = status,
        SenderAccountIds = [NewId()],
        SequenceVersionId = NewId(),
        CreatedAt = Start,
    };

    /// <summary>Makes the sequence of a campaign without storing it.</summary>
    protected static SequenceVersion NewSequence(Campaign campaign) => new()
    {
        Id = campaign.SequenceVersionId,
        OrganisationId = campaign.OrganisationId,
        CampaignId = campaign.Id,
        Steps =
        [
            new SequenceStep { Id = NewId(), Variants = [new StepVariant { Template = new MessageTemplate { Subject = "Hello", Text = "Hi" } }] },
        ],
    };

    /// <summary>Stores a campaign with a sequence of one step.</summary>
    protected async Task<Campaign> AddCampaignAsync(CampaignStatus status = CampaignStatus.Active, Guid? organisationId = null)
    {
        var campaign = NewCampaign(status, organisationId);
        await Store.Campaigns.AddAsync(campaign, NewSequence(campaign));
        return campaign;
    }

    /// <summary>Stores a contact.</summary>
    protected async Task<Contact> AddContactAsync(string? email = null, Guid? organisationId = null)
    {
        var organisation = organisationId ?? OrganisationId;
        email ??= string.Create(CultureInfo.InvariantCulture, $"{NewId():N}@example.com");
        var matches = await Store.Contacts.FindOrCreateAsync(organisation, [new ContactDraft { Email = email }], Start);
        return (await Store.Contacts.FindAsync(organisation, matches[0].ContactId))!;
    }

    /// <summary>Makes a participant without storing it.</summary>
    protected static Participant NewParticipant(Campaign campaign, Contact contact, DateTimeOffset? dueAt) => new()
    {
        Id = NewId(),
        OrganisationId = campaign.OrganisationId,
        CampaignId = campaign.Id,
        ContactId = contact.Id,
        SenderAccountId = campaign.SenderAccountIds[0],
        SequenceVersionId = campaign.SequenceVersionId,
        DueAt = dueAt,
        Reason = new DecisionReason(ReasonCodes.Enrolled),
        UpdatedAt = Start,
    };

    /// <summary>Enrols a new contact, or the one given, in a campaign.</summary>
    protected async Task<Participant> EnrolAsync(Campaign campaign, DateTimeOffset? dueAt = null, Contact? contact = null)
    {
        var participant = NewParticipant(campaign, contact ?? await AddContactAsync(organisationId: campaign.OrganisationId), dueAt ?? Start);
        await Store.Participants.EnrolAsync([participant]);
        return participant;
    }

    /// <summary>Reads a sequence to its end.</summary>
    protected static async Task<List<T>> ReadAllAsync<T>(IAsyncEnumerable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var all = new List<T>();
        await foreach (var item in source)
        {
            all.Add(item);
        }

        return all;
    }
}
