namespace Outreach.Storage.EfCore.Sqlite;

/// <content>Statements of imports and enrolments.</content>
internal sealed partial class SqliteHotConnection
{
    private const string ContactColumns =
        "email, first_name, last_name, phone, telegram_id, company_name, company_id, time_zone, tags, custom_fields, consent, created_at";

    public SqliteStatement FindContactByEmail => Get(
        $"SELECT id, {ContactColumns} FROM contacts WHERE organisation_id = ? AND email_key = ?");

    public SqliteStatement FindContactByTelegram => Get(
        $"SELECT id, {ContactColumns} FROM contacts WHERE organisation_id = ? AND telegram_key = ? ORDER BY id LIMIT 1");

    public SqliteStatement InsertContact => Get(
        $"INSERT INTO contacts ({ContactColumns}, email_key, telegram_key, id, organisation_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

    public SqliteStatement UpdateContact => Get(
        "UPDATE contacts SET email = ?, first_name = ?, last_name = ?, phone = ?, telegram_id = ?, company_name = ?, company_id = ?, time_zone = ?, tags = ?, "
        + "custom_fields = ?, consent = ?, created_at = ?, email_key = ?, telegram_key = ? WHERE id = ? AND organisation_id = ?");

    public SqliteStatement InsertCustomField => Get(
        "INSERT INTO custom_fields (organisation_id, name_key, name) VALUES (?, ?, ?) ON CONFLICT (organisation_id, name_key) DO NOTHING");

    public SqliteStatement InsertParticipant => Get(
        "INSERT INTO participants (id, organisation_id, campaign_id, contact_id, sender_account_id, channel, sequence_version_id, status, "
        + "step_index, due_at, epoch, reason_code, reason_detail, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        + "ON CONFLICT (contact_id, campaign_id) DO NOTHING");
}
