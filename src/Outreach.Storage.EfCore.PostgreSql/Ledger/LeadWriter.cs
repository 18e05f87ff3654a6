namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Writes leads with their events, and when lists were sent to.</summary>
internal static class LeadWriter
{
    /// <summary>Adds what the accepted results of a batch mean for leads and lists; a contact and campaign once.</summary>
    public static void Add(Statements statements, OutboxWriter outbox, IReadOnlyList<SendResult> accepted)
    {
        Add(statements, outbox, [.. accepted.Select(result => result.Lead).OfType<Lead>().DistinctBy(lead => lead.Id)]);
        var lists = accepted
            .Where(result => result.RecipientListId is not null)
            .GroupBy(result => (Id: result.RecipientListId!.Value, result.OrganisationId))
            .Select(group => (group.Key.Id, group.Key.OrganisationId, At: group.Max(result => result.At)))
            .OrderBy(list => list.Id)
            .ToList();
        if (lists.Count > 0)
        {
            statements.Add(LedgerSql.SetListsSent)
                .Add(lists, list => list.Id)
                .Add(lists, list => list.OrganisationId)
                .Add(lists, list => list.At);
        }
    }

    /// <summary>Adds leads; those whose campaign has one of the contact already are left out.</summary>
    public static void Add(Statements statements, OutboxWriter outbox, IReadOnlyList<Lead> leads)
    {
        if (leads.Count == 0)
        {
            return;
        }

        var events = outbox.RowsOf(leads.Select(OutreachEvents.ForLead));
        statements.Add(LedgerSql.InsertLeads)
            .Add(leads, lead => lead.Id)
            .Add(leads, lead => lead.OrganisationId)
            .Add(leads, lead => lead.ContactId)
            .Add(leads, lead => lead.CampaignId)
            .Add(leads, lead => lead.Source)
            .Add(leads, lead => lead.PipelineId)
            .Add(leads, lead => lead.StageId)
            .Add(leads, lead => lead.CreatedAt)
            .Add(leads, lead => lead.PipelineId)
            .Add(leads, lead => Guid.TryParse(lead.StageId, out var stageId) ? stageId : (Guid?)null)
            .Add(events, row => row.Subscriber)
            .Add(events, row => OutboxEntry.PartitionOf(row.Event.Subject))
            .Add(events, row => row.Event.Id)
            .Add(events, row => row.Event.OrganisationId)
            .Add(events, row => row.Event.Type)
            .Add(events, row => row.Event.At)
            .Add(events, row => row.Event.Subject)
            .Add(events, row => row.Event.Data);
    }
}
