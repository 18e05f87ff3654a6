namespace Outreach.Storage.EfCore.Sqlite;

/// <content>What the acceptance of a message, or an event, means for leads and recipient lists.</content>
internal sealed partial class SqliteSendLedger
{
    private void NoteAccepted(SqliteHotConnection connection, SendResult result)
    {
        if (result.Lead is { } lead)
        {
            Add(connection, lead);
        }

        if (result.RecipientListId is { } listId)
        {
            connection.SetListSent.Bind(result.At).Bind(listId).Bind(result.OrganisationId).Bind(result.At.AddMinutes(-1)).Run();
        }
    }

    private void Add(SqliteHotConnection connection, Lead lead)
    {
        var isNew = connection.InsertLead
            .Bind(lead.Id)
            .Bind(lead.OrganisationId)
            .Bind(lead.ContactId)
            .Bind(lead.CampaignId)
            .Bind(lead.Source)
            .Bind(lead.PipelineId)
            .Bind(lead.StageId)
            .Bind(lead.CreatedAt)
            .Run() > 0;
        if (!isNew)
        {
            return;
        }

        if (lead.PipelineId is { } pipelineId && Guid.TryParse(lead.StageId, out var stageId))
        {
            connection.PlaceLead.Bind(lead.ContactId).Bind(stageId).Bind(pipelineId).Bind(lead.OrganisationId).Run();
        }

        Write(connection, OutreachEvents.ForLead(lead));
    }
}
