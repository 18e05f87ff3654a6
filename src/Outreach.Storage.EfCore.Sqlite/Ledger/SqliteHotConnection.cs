namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>
/// The long-lived connection of the send path and of imports, with its prepared statements. One user at a time, within a turn of the write
/// queue.
/// </summary>
internal sealed partial class SqliteHotConnection : IDisposable
{
    private const string SendColumns =
        "id, organisation_id, campaign_id, participant_id, contact_id, step_id, step_index, variant_id, role, sender_account_id, provider_name, "
        + "recipient, message_id, subject, state, epoch, attempt, doubt, generation, body_hash, quotas, intent_at, result_at, failure, reply_code, "
        + "reply_enhanced_code, reply_text, provider_message_id";

    /// <summary>
    /// The active campaigns, each with the time from which its longest due participant may be leased. A paced one waits until its pause is
    /// over, and until nobody of it is leased.
    /// </summary>
    private const string DueCampaigns =
        "SELECT organisation_id, id, revision, is_paced, CASE WHEN is_paced AND next_send_at IS NOT NULL THEN max(first_due, next_send_at) ELSE first_due END AS due "
        + "FROM (SELECT c.organisation_id, c.id, c.revision, c.send_delay IS NOT NULL AS is_paced, c.next_send_at, (SELECT min(p.due_at) FROM participants p "
        + "WHERE p.campaign_id = c.id AND p.lease_owner IS NULL AND p.due_at IS NOT NULL) AS first_due FROM campaigns c WHERE c.status = 1 "
        + "AND (c.send_delay IS NULL OR NOT EXISTS (SELECT 1 FROM participants l WHERE l.lease_owner IS NOT NULL AND l.campaign_id = c.id)))";

    private readonly NativeConnection _connection;

    /// <summary>By the constant itself: hashing a text of a thousand characters ten times a message would cost more than running some of them.</summary>
    private readonly Dictionary<string, SqliteStatement> _statements = new(ReferenceEqualityComparer.Instance);

    public SqliteHotConnection(NativeConnection connection) => _connection = connection;

    // Each statement's text is one constant: values are only ever bound. "state <> 2" (not sent) next to another state lets SQLite see that
    // the partial index applies.
    public SqliteStatement BeginWrite => Get("BEGIN IMMEDIATE");

    public SqliteStatement Commit => Get("COMMIT");

    public SqliteStatement Rollback => Get("ROLLBACK");

    public SqliteStatement FindMetadata => Get("SELECT value FROM metadata WHERE name = ?");

    public SqliteStatement FindNextDue => Get($"SELECT min(due) FROM ({DueCampaigns})");

    /// <summary>Finds the active campaigns that have something due, and whether they are paced.</summary>
    public SqliteStatement FindDueCampaigns => Get($"SELECT organisation_id, id, is_paced, revision FROM ({DueCampaigns}) WHERE due <= ?");

    public SqliteStatement FindDue => Get(
        "SELECT rowid FROM participants WHERE campaign_id = ? AND lease_owner IS NULL AND due_at IS NOT NULL AND due_at <= ? "
        + "ORDER BY due_at LIMIT ?");

    public SqliteStatement Lease => Get("UPDATE participants SET epoch = epoch + 1, lease_owner = ?, lease_until = ? WHERE rowid = ?");

    public SqliteStatement ReadLeased => Get(
        "SELECT p.id, p.organisation_id, p.campaign_id, p.contact_id, p.sender_account_id, p.channel, p.sequence_version_id, p.status, "
        + "p.step_index, p.due_at, p.epoch, p.reason_code, p.reason_detail, p.updated_at, c.email, c.first_name, c.last_name, c.phone, "
        + "c.telegram_id, c.company_name, c.company_id, c.time_zone, c.tags, c.custom_fields, c.consent, c.created_at, c.email_key, c.telegram_key "
        + "FROM participants p JOIN contacts c ON c.id = p.contact_id WHERE p.rowid = ?");

    public SqliteStatement ReadSends => Get($"SELECT {SendColumns} FROM sends WHERE participant_id = ? ORDER BY sequence");

    public SqliteStatement FindSuppression => Get("SELECT 1 FROM suppressions WHERE organisation_id = ? AND key IN (?, ?, ?) LIMIT 1");

    public SqliteStatement FindForResult => Get(
        "SELECT sequence, state, doubt, result_at, quotas FROM sends "
        + "WHERE id = ? AND organisation_id = ? AND attempt = ? AND epoch = ? AND generation = ?");

    /// <summary>
    /// Records the usual outcome, the acceptance of a send that is under way, without reading it first. Without RETURNING, for which SQLite would
    /// make a temporary table each time.
    /// </summary>
    public SqliteStatement SetSent => Get(
        "UPDATE sends SET state = 2, result_at = ?, failure = NULL, reply_code = ?, reply_enhanced_code = ?, reply_text = ?, "
        + "provider_message_id = ? WHERE id = ? AND organisation_id = ? AND attempt = ? AND epoch = ? AND generation = ? AND state = 1");

    public SqliteStatement SetResult => Get(
        "UPDATE sends SET state = ?, doubt = ?, result_at = ?, failure = ?, reply_code = ?, reply_enhanced_code = ?, reply_text = ?, "
        + "provider_message_id = ? WHERE sequence = ?");

    public SqliteStatement MoveLeased => Get(
        "UPDATE participants SET status = ?, step_index = ?, due_at = ?, reason_code = ?, reason_detail = ?, updated_at = ?, "
        + "epoch = epoch + 1, lease_owner = NULL, lease_until = NULL WHERE id = ? AND organisation_id = ? AND epoch = ? AND lease_owner = ?");

    /// <summary>Moves a leased participant and appends to its decision trace, of which the end is kept.</summary>
    public SqliteStatement MoveLeasedAndTrace => Get(
        "UPDATE participants SET status = ?, step_index = ?, due_at = ?, reason_code = ?, reason_detail = ?, updated_at = ?, "
        + "trace = substr(coalesce(trace, '') || ?, -1500), "
        + "epoch = epoch + 1, lease_owner = NULL, lease_until = NULL WHERE id = ? AND organisation_id = ? AND epoch = ? AND lease_owner = ?");

    public SqliteStatement MoveFromOutside => Get(
        "UPDATE participants SET status = ?, step_index = ?, due_at = ?, reason_code = ?, reason_detail = ?, updated_at = ?, "
        + "epoch = epoch + 1, lease_owner = NULL, lease_until = NULL WHERE id = ? AND organisation_id = ? AND epoch = ?");

    public SqliteStatement SetDelivered => Get(
        "UPDATE participants SET status = 2 WHERE id = ? AND organisation_id = ? AND status = 1 AND step_index = ?");

    public SqliteStatement CancelDue => Get(
        "UPDATE sends SET state = 5 WHERE participant_id = ? AND state = 0 AND (? OR step_index < ?)");

    public SqliteStatement EndLease => Get(
        "UPDATE participants SET lease_owner = NULL, lease_until = NULL "
        + "WHERE id = ? AND organisation_id = ? AND epoch = ? AND lease_owner = ?");

    public SqliteStatement FindForIntent => Get(
        "SELECT sequence, participant_id, state, attempt, epoch, doubt, worker_id FROM sends WHERE id = ?");

    public SqliteStatement FindLease => Get(
        "SELECT p.lease_until, p.sequence_version_id, c.status, c.next_send_at FROM participants p CROSS JOIN campaigns c ON c.id = p.campaign_id "
        + "WHERE p.id = ? AND p.organisation_id = ? AND p.epoch = ? AND p.lease_owner = ?");

    public SqliteStatement TakeQuota => Get(
        "INSERT INTO quotas (organisation_id, key, used) VALUES (?, ?, 1) "
        + "ON CONFLICT (organisation_id, key) DO UPDATE SET used = used + 1 WHERE used < ?");

    public SqliteStatement GiveQuotaBack => Get("UPDATE quotas SET used = used - 1 WHERE organisation_id = ? AND key = ? AND used > 0");

    public SqliteStatement SetNextSend => Get("UPDATE campaigns SET next_send_at = ? WHERE id = ?");

    public SqliteStatement InsertSend => Get(
        $"INSERT INTO sends ({SendColumns}, worker_id, lease_until) "
        + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, NULL, NULL, ?, ?) "
        + "ON CONFLICT (id) DO NOTHING");

    /// <summary>
    /// Finds the lease of a first intent for which everything holds but the quotas and the generation; where it finds none, the parts are looked
    /// at one by one. It is no part of the insertion, since SQLite copies every page first that INSERT ... SELECT changes. CROSS JOIN keeps SQLite from
    /// beginning with the campaigns, whatever ANALYZE found.
    /// </summary>
    public SqliteStatement FindGrant => Get(
        "SELECT p.lease_until FROM participants p CROSS JOIN campaigns c ON c.id = p.campaign_id "
        + "WHERE p.id = ? AND p.organisation_id = ? AND p.epoch = ? AND p.lease_owner = ? AND p.lease_until > ? AND p.sequence_version_id = ? "
        + "AND c.status = 1 AND NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.organisation_id = p.organisation_id AND s.key IN (?, ?, ?))");

    public SqliteStatement DeleteSend => Get("DELETE FROM sends WHERE sequence = ?");

    public SqliteStatement UpdateSend => Get(
        "UPDATE sends SET variant_id = ?, sender_account_id = ?, provider_name = ?, recipient = ?, message_id = ?, subject = ?, state = 1, "
        + "epoch = ?, attempt = ?, doubt = ?, generation = ?, body_hash = ?, quotas = ?, intent_at = ?, result_at = NULL, failure = NULL, "
        + "reply_code = NULL, reply_enhanced_code = NULL, reply_text = NULL, provider_message_id = NULL, worker_id = ?, lease_until = ? "
        + "WHERE sequence = ?");

    public SqliteStatement FindWorkers => Get(
        "SELECT DISTINCT lease_owner FROM participants WHERE lease_owner IS NOT NULL "
        + "UNION SELECT DISTINCT worker_id FROM sends WHERE state = 1 AND state <> 2");

    public SqliteStatement DoubtLostSends => Get(
        "UPDATE sends SET state = 4, doubt = 1 WHERE state = 1 AND state <> 2 AND worker_id = ? AND lease_until <= ? RETURNING sequence, participant_id, epoch, role");

    public SqliteStatement DoubtLostParticipant => Get(
        "UPDATE participants SET due_at = ?, reason_code = ?, reason_detail = NULL, updated_at = ?, epoch = epoch + 1, lease_owner = NULL, "
        + "lease_until = NULL WHERE id = ? AND epoch = ? AND lease_owner = ?");

    public SqliteStatement ReleaseLost => Get(
        "UPDATE participants SET epoch = epoch + 1, lease_owner = NULL, lease_until = NULL "
        + "WHERE lease_owner IS NOT NULL AND lease_owner = ? AND lease_until <= ?");

    public SqliteStatement InsertEvent => Get(
        "INSERT INTO delivery_events (id, organisation_id, key, type, at, send_id, campaign_id, participant_id, contact_id, reply_code, "
        + "reply_enhanced_code, reply_text, provider_message_id, detail, sentiment, mailbox_provider) "
        + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        + "ON CONFLICT (organisation_id, key) DO NOTHING");

    public SqliteStatement ResolveDoubt => Get(
        "UPDATE sends SET state = 2 WHERE id = ? AND organisation_id = ? AND state <> 2 AND (doubt OR state = 1) RETURNING sequence");

    public SqliteStatement InsertSuppression => Get(
        "INSERT INTO suppressions (organisation_id, key, reason, at, source) VALUES (?, ?, ?, ?, ?) "
        + "ON CONFLICT (organisation_id, key) DO NOTHING");

    /// <summary>Adds a suppression unless its key has one.</summary>
    /// <returns>1 if it is new, 0 if not.</returns>
    public int Insert(SuppressionEntry entry) =>
        InsertSuppression.Bind(entry.OrganisationId).Bind(entry.Key).Bind((long)entry.Reason).Bind(entry.At).Bind(entry.Source).Run();

    /// <summary>Gets the text of the statements that were used so far.</summary>
    public IReadOnlyCollection<string> Statements => _statements.Keys;

    /// <summary>Gets whether a transaction is open; some failures end it by themselves.</summary>
    public bool IsInTransaction => _connection.IsInTransaction;

    /// <summary>Gets or sets the key of hashed suppressions as the current transaction sees it; <see langword="null"/> while nobody was erased.</summary>
    public string? SuppressionKey { get; set; }

    /// <summary>Gets the row that was inserted last.</summary>
    public long LastInsertedRow => _connection.LastInsertedRow;

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteStatement Get(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = _connection.Prepare(sql));
        }

        return statement.Begin();
    }
}
