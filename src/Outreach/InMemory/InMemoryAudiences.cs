namespace Outreach;

/// <summary>The lists, pipelines, chats, leads, presets and triggers of one organisation in memory.</summary>
internal sealed class InMemoryAudiences
{
    private readonly HashSet<(Guid Campaign, Guid Contact)> _leadsOfCampaigns = [];

    public SortedDictionary<Guid, RecipientList> Lists { get; } = [];

    /// <summary>Gets the members of static lists.</summary>
    public Dictionary<Guid, HashSet<Guid>> Members { get; } = [];

    public SortedDictionary<Guid, Pipeline> Pipelines { get; } = [];

    /// <summary>Gets the stage of each contact by pipeline.</summary>
    public Dictionary<Guid, Dictionary<Guid, Guid>> Stages { get; } = [];

    public SortedDictionary<(Guid Account, string ChatId), Dictionary<string, StoredMessage>> Chats { get; } =
        new(Comparer<(Guid Account, string ChatId)>.Create(static (x, y) =>
            x.Account.CompareTo(y.Account) is var order and not 0 ? order : string.CompareOrdinal(x.ChatId, y.ChatId)));

    public SortedDictionary<Guid, Lead> Leads { get; } = [];

    public SortedDictionary<Guid, TemplatePreset> Presets { get; } = [];

    public SortedDictionary<Guid, TriggerRule> Rules { get; } = [];

    public Dictionary<string, DateTimeOffset> AppliedEvents { get; } = new(StringComparer.Ordinal);

    public bool HasLead(Lead lead) =>
        Leads.ContainsKey(lead.Id) || (lead.CampaignId is not null && _leadsOfCampaigns.Contains((lead.CampaignId.Value, lead.ContactId)));

    public void Add(Lead lead)
    {
        Leads.Add(lead.Id, lead);
        if (lead.CampaignId is { } campaignId)
        {
            _leadsOfCampaigns.Add((campaignId, lead.ContactId));
        }

        if (lead.PipelineId is { } pipelineId && Guid.TryParse(lead.StageId, out var stageId) && Pipelines.ContainsKey(pipelineId))
        {
            StagesOf(lead.ContactId).TryAdd(pipelineId, stageId);
        }
    }

    /// <summary>Gets the stages of a contact by pipeline, to be changed.</summary>
    public Dictionary<Guid, Guid> StagesOf(Guid contactId)
    {
        if (!Stages.TryGetValue(contactId, out var stages))
        {
            Stages.Add(contactId, stages = []);
        }

        return stages;
    }

    public IEnumerable<PipelinePlace> PlacesOf(Guid contactId) => Stages.TryGetValue(contactId, out var stages)
        ? stages.Select(pair => new PipelinePlace(pair.Key.ToString(), pair.Value.ToString()))
        : [];

    public bool IsMember(Guid listId, Guid contactId) => Members.TryGetValue(listId, out var members) && members.Contains(contactId);

    public bool IsSeenIn(string chatId, Guid contactId) =>
        Chats.Any(chat => chat.Key.ChatId == chatId && chat.Value.Values.Any(message => message.ContactId == contactId));

    /// <summary>Takes a contact off lists and out of pipelines, and removes what it wrote in chats.</summary>
    public void Forget(Guid contactId)
    {
        Stages.Remove(contactId);
        foreach (var members in Members.Values)
        {
            members.Remove(contactId);
        }

        foreach (var (key, messages) in Chats.ToList())
        {
            foreach (var message in messages.Values.Where(message => message.ContactId == contactId).ToList())
            {
                messages.Remove(message.MessageId);
            }

            if (messages.Count == 0)
            {
                Chats.Remove(key);
            }
        }
    }
}
