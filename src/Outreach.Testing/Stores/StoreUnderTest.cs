using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Testing;

/// <summary>All stores of one implementation, over the same data.</summary>
/// <param name="services">The services with which the stores are registered; disposed with this.</param>
/// <param name="cleanUp">What else to do at the end, such as deleting a file, or <see langword="null"/>.</param>
public sealed class StoreUnderTest(ServiceProvider services, Action? cleanUp = null) : IAsyncDisposable
{
    /// <summary>Gets the contacts.</summary>
    public IContactStore Contacts { get; } = services.GetRequiredService<IContactStore>();

    /// <summary>Gets the campaigns.</summary>
    public ICampaignStore Campaigns { get; } = services.GetRequiredService<ICampaignStore>();

    /// <summary>Gets the participants.</summary>
    public IParticipantStore Participants { get; } = services.GetRequiredService<IParticipantStore>();

    /// <summary>Gets the suppressions.</summary>
    public ISuppressionStore Suppressions { get; } = services.GetRequiredService<ISuppressionStore>();

    /// <summary>Gets the sender accounts.</summary>
    public ISenderAccountStore SenderAccounts { get; } = services.GetRequiredService<ISenderAccountStore>();

    /// <summary>Gets the contents of attachments.</summary>
    public IAttachmentStore Attachments { get; } = services.GetRequiredService<IAttachmentStore>();

    /// <summary>Gets the named values.</summary>
    public IMetadataStore Metadata { get; } = services.GetRequiredService<IMetadataStore>();

    /// <summary>Gets the delivery events.</summary>
    public IDeliveryEventStore Events { get; } = services.GetRequiredService<IDeliveryEventStore>();

    /// <summary>Gets the outbox.</summary>
    public IEventOutbox Outbox { get; } = services.GetRequiredService<IEventOutbox>();

    /// <summary>Gets what is known of a person.</summary>
    public IPersonalDataStore PersonalData { get; } = services.GetRequiredService<IPersonalDataStore>();

    /// <summary>Gets what forgets.</summary>
    public IRetentionStore Retention { get; } = services.GetRequiredService<IRetentionStore>();

    /// <summary>Gets the recipient lists.</summary>
    public IRecipientListStore Lists { get; } = services.GetRequiredService<IRecipientListStore>();

    /// <summary>Gets the pipelines.</summary>
    public IPipelineStore Pipelines { get; } = services.GetRequiredService<IPipelineStore>();

    /// <summary>Gets the messages of chats.</summary>
    public IStoredMessageStore StoredMessages { get; } = services.GetRequiredService<IStoredMessageStore>();

    /// <summary>Gets the leads.</summary>
    public ILeadStore Leads { get; } = services.GetRequiredService<ILeadStore>();

    /// <summary>Gets the template presets.</summary>
    public ITemplatePresetStore TemplatePresets { get; } = services.GetRequiredService<ITemplatePresetStore>();

    /// <summary>Gets the trigger rules.</summary>
    public ITriggerStore Triggers { get; } = services.GetRequiredService<ITriggerStore>();

    /// <summary>Gets the sending addresses, counts and pauses.</summary>
    public IReputationStore Reputation { get; } = services.GetRequiredService<IReputationStore>();

    /// <summary>Gets the recommendations.</summary>
    public IRecommendationStore Recommendations { get; } = services.GetRequiredService<IRecommendationStore>();

    /// <summary>Gets the ledger.</summary>
    public ISendLedger Ledger { get; } = services.GetRequiredService<ISendLedger>();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        cleanUp?.Invoke();
    }
}
