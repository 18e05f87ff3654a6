namespace Outreach;

/// <summary>The data of one organisation in the in-memory store.</summary>
internal sealed class InMemoryOrganisation
{
    public Dictionary<Guid, Contact> Contacts { get; } = [];

    public SortedSet<Guid> ContactIds { get; } = [];

    public Dictionary<string, Guid> ContactsByEmail { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Guid> ContactsByTelegram { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> CustomFields { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<Guid, CampaignRow> Campaigns { get; } = [];

    public Dictionary<Guid, SequenceVersion> Sequences { get; } = [];

    public Dictionary<Guid, ParticipantRow> Participants { get; } = [];

    public Dictionary<Guid, SortedSet<Guid>> ParticipantsByContact { get; } = [];

    public Dictionary<Guid, List<SendRow>> SendsByContact { get; } = [];

    public Dictionary<string, SendRow> SendsByMessageId { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SuppressionEntry> Suppressions { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> SuppressionKeys { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<Guid, SenderAccount> SenderAccounts { get; } = [];

    public Dictionary<string, long> Quotas { get; } = new(StringComparer.Ordinal);

    public HashSet<string> EventKeys { get; } = new(StringComparer.Ordinal);

    public Dictionary<Guid, List<DeliveryEvent>> EventsByContact { get; } = [];

    public Dictionary<Guid, InMemoryEvents> EventsByCampaign { get; } = [];

    public SuppressionEntry? FindSuppression(string addressKey) =>
        Suppressions.GetValueOrDefault(addressKey) ?? Suppressions.GetValueOrDefault(AddressKey.DomainKeyOf(addressKey));

    /// <summary>Adds a contact, or replaces the one with the same id.</summary>
    public void Add(Contact contact)
    {
        Contacts[contact.Id] = contact;
        ContactIds.Add(contact.Id);
        CustomFields.UnionWith(contact.CustomFields.Keys);
        if (contact.Email is not null)
        {
            ContactsByEmail.TryAdd(AddressKey.FromEmail(contact.Email), contact.Id);
        }

        if (contact.TelegramId is not null)
        {
            ContactsByTelegram.TryAdd(AddressKey.FromTelegram(contact.TelegramId), contact.Id);
        }
    }

    public bool AddSuppression(SuppressionEntry entry)
    {
        SuppressionKeys.Add(entry.Key);
        return Suppressions.TryAdd(entry.Key, entry);
    }
}
