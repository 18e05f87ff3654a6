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

    /// <summary>Gets the contents of attachments by hash.</summary>
    public Dictionary<string, byte[]> Attachments { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> Quotas { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the delivery events by key.</summary>
    public Dictionary<string, DeliveryEvent> Events { get; } = new(StringComparer.Ordinal);

    public Dictionary<Guid, List<DeliveryEvent>> EventsByContact { get; } = [];

    public Dictionary<Guid, InMemoryEvents> EventsByCampaign { get; } = [];

    public InMemoryAudiences Audiences { get; } = new();

    public InMemoryReputation Reputation { get; } = new();

    public Dictionary<RecommendationKey, Recommendation> Recommendations { get; } = [];

    /// <summary>Gets the looks at campaigns that are to be taken, by campaign.</summary>
    public Dictionary<Guid, ScheduledAdvice> ScheduledAdvice { get; } = [];

    public SuppressionEntry? FindSuppression(string addressKey, string? hash) =>
        Suppressions.GetValueOrDefault(addressKey)
        ?? Suppressions.GetValueOrDefault(AddressKey.DomainKeyOf(addressKey))
        ?? (hash is null ? null : Suppressions.GetValueOrDefault(hash));

    /// <summary>Puts what is left of an erased person in the place of its contact.</summary>
    public void Replace(Contact contact, Contact erased)
    {
        Contacts[contact.Id] = erased;
        if (contact.Email is not null)
        {
            ContactsByEmail.Remove(AddressKey.FromEmail(contact.Email));
        }

        if (contact.TelegramId is not null && ContactsByTelegram.GetValueOrDefault(AddressKey.FromTelegram(contact.TelegramId)) == contact.Id)
        {
            ContactsByTelegram.Remove(AddressKey.FromTelegram(contact.TelegramId));
        }
    }

    /// <summary>Removes events whose ids are before the one given, with their keys.</summary>
    public int RemoveEvents(Guid before, int limit)
    {
        var old = Events.Values.Where(deliveryEvent => deliveryEvent.Id.CompareTo(before) < 0).OrderBy(deliveryEvent => deliveryEvent.Id).Take(limit).ToList();
        foreach (var deliveryEvent in old)
        {
            Events.Remove(deliveryEvent.Key);
            if (deliveryEvent.ContactId is { } contactId)
            {
                EventsByContact[contactId].RemoveAll(candidate => candidate.Id == deliveryEvent.Id);
            }

            if (deliveryEvent.CampaignId is { } campaignId)
            {
                EventsByCampaign[campaignId].Ids.Remove(deliveryEvent.Id);
                EventsByCampaign[campaignId].ById.Remove(deliveryEvent.Id);
            }
        }

        return old.Count;
    }

    /// <summary>Adds a contact that is not looked for by its address.</summary>
    public void AddWithoutAddress(Contact contact)
    {
        Contacts[contact.Id] = contact;
        ContactIds.Add(contact.Id);
        CustomFields.UnionWith(contact.CustomFields.Keys);
    }

    /// <summary>Adds a contact, or replaces the one with the same id.</summary>
    public void Add(Contact contact)
    {
        AddWithoutAddress(contact);
        if (contact.Email is not null)
        {
            ContactsByEmail.TryAdd(AddressKey.FromEmail(contact.Email), contact.Id);
        }

        if (contact.TelegramId is not null)
        {
            ContactsByTelegram.TryAdd(AddressKey.FromTelegram(contact.TelegramId), contact.Id);
        }
    }

    public void Add(DeliveryEvent deliveryEvent)
    {
        Events.Add(deliveryEvent.Key, deliveryEvent);
        if (deliveryEvent.ContactId is { } contactId)
        {
            if (!EventsByContact.TryGetValue(contactId, out var events))
            {
                EventsByContact.Add(contactId, events = []);
            }

            events.Add(deliveryEvent);
        }

        if (deliveryEvent.CampaignId is { } campaignId)
        {
            if (!EventsByCampaign.TryGetValue(campaignId, out var events))
            {
                EventsByCampaign.Add(campaignId, events = new InMemoryEvents());
            }

            events.Add(deliveryEvent);
        }
    }

    /// <summary>Puts an event in the place of the one with the same key.</summary>
    public void Replace(DeliveryEvent deliveryEvent)
    {
        Events[deliveryEvent.Key] = deliveryEvent;
        if (deliveryEvent.ContactId is { } contactId)
        {
            var events = EventsByContact[contactId];
            events[events.FindIndex(candidate => candidate.Id == deliveryEvent.Id)] = deliveryEvent;
        }

        if (deliveryEvent.CampaignId is { } campaignId)
        {
            EventsByCampaign[campaignId].ById[deliveryEvent.Id] = deliveryEvent;
        }
    }

    public bool AddSuppression(SuppressionEntry entry)
    {
        SuppressionKeys.Add(entry.Key);
        return Suppressions.TryAdd(entry.Key, entry);
    }
}
