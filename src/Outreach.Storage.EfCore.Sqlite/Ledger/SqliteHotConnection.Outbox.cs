namespace Outreach.Storage.EfCore.Sqlite;

/// <content>Statements that write events; used only where somebody is subscribed.</content>
internal sealed partial class SqliteHotConnection
{
    public SqliteStatement ReadSend => Get($"SELECT {SendColumns} FROM sends WHERE sequence = ?");

    public SqliteStatement InsertOutbox => Get(
        "INSERT INTO outbox (subscriber, partition, event_id, organisation_id, type, at, subject, data, attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)");
}
