namespace Outreach.Storage.EfCore.Sqlite;

/// <content>Statements about leads and recipient lists; used only for campaigns that have them.</content>
internal sealed partial class SqliteHotConnection
{
    public SqliteStatement InsertLead => Get(
        "INSERT INTO leads (id, organisation_id, contact_id, campaign_id, source, pipeline_id, stage_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
        + "ON CONFLICT DO NOTHING");

    /// <summary>Puts a contact into a stage of a pipeline that exists, unless it is in the pipeline already.</summary>
    public SqliteStatement PlaceLead => Get(
        "INSERT INTO pipeline_places (contact_id, pipeline_id, stage_id) SELECT ?, p.id, ? FROM pipelines p WHERE p.id = ? AND p.organisation_id = ? "
        + "ON CONFLICT (contact_id, pipeline_id) DO NOTHING");

    /// <summary>Notes that a message to a list was accepted, at most once a minute, so that its row is not written for every message.</summary>
    public SqliteStatement SetListSent => Get(
        "UPDATE recipient_lists SET last_sent_at = ? WHERE id = ? AND organisation_id = ? AND (last_sent_at IS NULL OR last_sent_at <= ?)");
}
