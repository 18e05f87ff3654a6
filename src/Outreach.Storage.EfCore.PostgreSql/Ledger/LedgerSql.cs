namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>The statements of the send path. Values are only ever parameters; rows come as arrays, one round trip for many.</summary>
internal static class LedgerSql
{
    /// <summary>The columns of a participant, of the table or of what an update returns.</summary>
    public const string ParticipantColumns =
        "p.id, p.organisation_id, p.campaign_id, p.contact_id, p.sender_account_id, p.channel, p.sequence_version_id, p.status, p.step_index, "
        + "p.due_at, p.epoch, p.reason_code, p.reason_detail, p.updated_at";

    public const string ContactColumns =
        "c.email, c.first_name, c.last_name, c.phone, c.telegram_id, c.company_name, c.company_id, c.time_zone, c.tags, c.custom_fields, c.consent, c.created_at, "
        + "c.email_key, c.telegram_key";

    public const string SendColumns =
        "id, organisation_id, campaign_id, participant_id, contact_id, step_id, step_index, variant_id, role, sender_account_id, provider_name, "
        + "recipient, message_id, subject, state, epoch, attempt, doubt, generation, body_hash, quotas, intent_at, result_at, failure, reply_code, "
        + "reply_enhanced_code, reply_text, provider_message_id";

    /// <summary>
    /// The active campaigns that have something to lease, and from when on. A sub-select with LIMIT reads one entry of the index a campaign; min()
    /// over a join would read them all. A paced campaign waits until its pause is over, and until nobody of it is leased.
    /// </summary>
    private const string LeasableCampaigns =
        "FROM (SELECT c.organisation_id, c.id, c.revision, c.send_delay IS NOT NULL AS is_paced, "
        + "CASE WHEN c.send_delay IS NULL THEN head.due_at ELSE greatest(head.due_at, c.next_send_at) END AS due "
        + "FROM campaigns c CROSS JOIN LATERAL (SELECT p.due_at FROM participants p WHERE p.campaign_id = c.id AND p.lease_owner IS NULL "
        + "AND p.due_at IS NOT NULL ORDER BY p.due_at LIMIT 1) AS head WHERE c.status = 1 AND (c.send_delay IS NULL "
        + "OR NOT EXISTS (SELECT FROM participants l WHERE l.lease_owner IS NOT NULL AND l.campaign_id = c.id))) AS leasable";

    public const string FindNextDue = $"SELECT min(due) {LeasableCampaigns}";

    /// <summary>
    /// Finds the campaigns with something due by $1, the time by which leases run out ($2, or the database's clock), and a value of the metadata ($3).
    /// </summary>
    public const string FindDueCampaigns =
        "SELECT organisation_id, id, is_paced, revision, coalesce($2, clock_timestamp()), (SELECT m.value FROM metadata m WHERE m.name = $3) "
        + $"{LeasableCampaigns} WHERE due <= $1";

    /// <summary>Locks paced campaigns that no other transaction has locked: of these one worker at a time leases, or moves the pause.</summary>
    public const string LockFreeCampaigns = "SELECT id FROM campaigns WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED";

    public const string LockCampaigns = "SELECT id FROM campaigns WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE";

    public const string SetNextSends = "UPDATE campaigns c SET next_send_at = n.next_send_at FROM unnest($1, $2) AS n (id, next_send_at) WHERE c.id = n.id";

    /// <summary>A lease need not survive a power failure: an intent is only granted to the owner and epoch that the database knows.</summary>
    public const string CommitWithoutWaiting = "SET LOCAL synchronous_commit TO off";

    // The planner can't know how many rows a LIMIT that comes from data lets through, and would rather read a whole table than expect many; of an
    // array it always expects few.

    /// <summary>
    /// Leases some of each campaign ($1) at most so many ($2), due by $3, for a worker ($4) until $5. The rows are found again by their places:
    /// they are locked, so they stay there. One that was moved to another place in the moment before it was locked is left for the next lease.
    /// </summary>
    public const string Lease =
        "WITH picked AS (SELECT head.place FROM unnest($1, $2) AS part (campaign_id, share) CROSS JOIN LATERAL ("
        + "SELECT p.ctid AS place FROM participants p WHERE p.campaign_id = part.campaign_id AND p.lease_owner IS NULL AND p.due_at IS NOT NULL "
        + "AND p.due_at <= $3 ORDER BY p.due_at LIMIT part.share FOR UPDATE SKIP LOCKED) AS head), "
        + "leased AS (UPDATE participants p SET epoch = p.epoch + 1, lease_owner = $4, lease_until = $5 "
        + "WHERE p.ctid = ANY(ARRAY(SELECT place FROM picked)) RETURNING p.*) "
        + $"SELECT {ParticipantColumns}, {ContactColumns} FROM leased p JOIN contacts c ON c.id = p.contact_id";

    public const string EndUnknownLease = "UPDATE participants SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = $1 AND lease_until = $2";

    public const string ReadSends = $"SELECT {SendColumns} FROM sends WHERE participant_id = ANY($1) ORDER BY sequence";

    public const string ReadSendsById = $"SELECT {SendColumns} FROM sends WHERE id = ANY($1)";

    public const string FindSuppressions =
        "SELECT s.organisation_id, s.key FROM unnest($1, $2) AS asked (organisation_id, key) "
        + "JOIN suppressions s ON s.organisation_id = asked.organisation_id AND s.key = asked.key";

    /// <summary>Gives a row with the key of the hashes also where nothing is found.</summary>
    public const string FindSuppressionEntries =
        "SELECT s.key, s.reason, s.at, s.source, m.value FROM (SELECT (SELECT value FROM metadata WHERE name = $3) AS value) m "
        + "LEFT JOIN suppressions s ON s.organisation_id = $1 AND s.key = ANY($2)";

    public const string ReadMetadata = "SELECT (SELECT value FROM metadata WHERE name = $1), (SELECT value FROM metadata WHERE name = $2)";

    /// <summary>Reads two values of the metadata, and the time by which leases run out ($3, or the database's clock).</summary>
    public const string ReadMetadataAndClock = $"{ReadMetadata}, coalesce($3, clock_timestamp())";

    // Rows are always locked in the order of their ids, participants before sends before campaigns before quotas, so that no two transactions wait for each other.
    public const string LockParticipants =
        "SELECT id, organisation_id, campaign_id, epoch, lease_owner, lease_until, sequence_version_id FROM participants "
        + "WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE";

    public const string LockSends =
        "SELECT id, organisation_id, participant_id, state, attempt, epoch, doubt, worker_id, generation, result_at IS NOT NULL, quotas FROM sends "
        + "WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE";

    public const string FindCampaigns = "SELECT id, status, next_send_at FROM campaigns WHERE id = ANY($1)";

    public const string AddQuotas =
        "INSERT INTO quotas (organisation_id, key, used) SELECT asked.organisation_id, asked.key, 0 FROM unnest($1, $2) AS asked (organisation_id, key) "
        + "WHERE NOT EXISTS (SELECT FROM quotas q WHERE q.organisation_id = asked.organisation_id AND q.key = asked.key) "
        + "ORDER BY 1, 2 ON CONFLICT (organisation_id, key) DO NOTHING";

    public const string LockQuotas =
        "SELECT q.organisation_id, q.key, q.used FROM unnest($1, $2) AS asked (organisation_id, key) "
        + "JOIN quotas q ON q.organisation_id = asked.organisation_id AND q.key = asked.key ORDER BY 1, 2 FOR NO KEY UPDATE OF q";

    public const string SetQuotas =
        "UPDATE quotas q SET used = new.used FROM unnest($1, $2, $3) AS new (organisation_id, key, used) "
        + "WHERE q.organisation_id = new.organisation_id AND q.key = new.key";

    public const string InsertSends =
        $"INSERT INTO sends ({SendColumns}, worker_id, lease_until) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
        + "$15, $16, $17::smallint[], $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30)";

    public const string UpdateAttempts =
        "UPDATE sends s SET variant_id = n.variant_id, sender_account_id = n.sender_account_id, provider_name = n.provider_name, "
        + "recipient = n.recipient, message_id = n.message_id, subject = n.subject, state = n.state, epoch = n.epoch, attempt = n.attempt, "
        + "doubt = n.doubt, generation = n.generation, body_hash = n.body_hash, quotas = n.quotas, intent_at = n.intent_at, result_at = n.result_at, "
        + "failure = n.failure, reply_code = n.reply_code, reply_enhanced_code = n.reply_enhanced_code, reply_text = n.reply_text, "
        + "provider_message_id = n.provider_message_id, worker_id = n.worker_id, lease_until = n.lease_until "
        + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::smallint[], $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23) "
        + "AS n (id, variant_id, sender_account_id, provider_name, recipient, message_id, subject, state, epoch, attempt, doubt, generation, body_hash, "
        + "quotas, intent_at, result_at, failure, reply_code, reply_enhanced_code, reply_text, provider_message_id, worker_id, lease_until) "
        + "WHERE s.id = n.id";

    public const string UpdateResults =
        "UPDATE sends s SET state = n.state, doubt = n.doubt, result_at = n.result_at, failure = n.failure, reply_code = n.reply_code, "
        + "reply_enhanced_code = n.reply_enhanced_code, reply_text = n.reply_text, provider_message_id = n.provider_message_id "
        + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) "
        + "AS n (id, state, doubt, result_at, failure, reply_code, reply_enhanced_code, reply_text, provider_message_id) WHERE s.id = n.id";

    /// <summary>
    /// Makes the updates of this transaction find and lock one row after another in the order of their arrays, where no select has locked them
    /// before: of small tables the planner would read all rows, in the order in which they lie there.
    /// </summary>
    public const string FollowArrays =
        "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), set_config('enable_hashjoin', 'off', true), "
        + "set_config('enable_mergejoin', 'off', true)";

    // IS NOT DISTINCT FROM: with =, the planner may begin with all that the worker has leased, or with all sends that are under way, and look for each in
    // the arrays.

    /// <summary>Moves participants that a worker ($1) has leased, and gives those that were moved.</summary>
    public const string Move =
        "UPDATE participants p SET status = n.status, step_index = n.step_index, due_at = n.due_at, reason_code = n.reason_code, "
        + "reason_detail = n.reason_detail, updated_at = n.updated_at, epoch = p.epoch + 1, lease_owner = NULL, lease_until = NULL, "
        + "trace = CASE WHEN n.trace IS NULL THEN p.trace ELSE right(coalesce(p.trace, '') || n.trace, 1500) END "
        + "FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
        + "AS n (id, organisation_id, epoch, status, step_index, due_at, reason_code, reason_detail, updated_at, trace) "
        + "WHERE p.id = n.id AND p.organisation_id = n.organisation_id AND p.epoch = n.epoch AND p.lease_owner IS NOT DISTINCT FROM $1 RETURNING p.id";

    /// <summary>Records the usual outcome, the acceptance of sends that are under way, of a generation ($1), and gives those that were.</summary>
    public const string SetSent =
        "UPDATE sends s SET state = 2, result_at = n.result_at, failure = NULL, reply_code = n.reply_code, reply_enhanced_code = n.reply_enhanced_code, "
        + "reply_text = n.reply_text, provider_message_id = n.provider_message_id FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) "
        + "AS n (id, organisation_id, attempt, epoch, result_at, reply_code, reply_enhanced_code, reply_text, provider_message_id) "
        + "WHERE s.id = n.id AND s.organisation_id = n.organisation_id AND s.attempt = n.attempt AND s.epoch = n.epoch AND s.generation = $1 "
        + "AND s.state IS NOT DISTINCT FROM 1 RETURNING s.id";

    public const string EndLeases =
        "UPDATE participants p SET lease_owner = NULL, lease_until = NULL FROM unnest($1, $2) AS n (id, epoch) WHERE p.id = n.id AND p.epoch = n.epoch";

    public const string CancelDue =
        "UPDATE sends s SET state = 5 FROM unnest($1, $2, $3) AS n (participant_id, finished, step_index) "
        + "WHERE s.participant_id = n.participant_id AND s.state = 0 AND (n.finished OR s.step_index < n.step_index)";

    public const string MoveFromOutside =
        "UPDATE participants SET status = $1, step_index = $2, due_at = $3, reason_code = $4, reason_detail = $5, updated_at = $6, "
        + "epoch = epoch + 1, lease_owner = NULL, lease_until = NULL WHERE id = $7 AND organisation_id = $8 AND epoch = $9";

    public const string SetDelivered = "UPDATE participants SET status = 2 WHERE id = $1 AND organisation_id = $2 AND status = 1 AND step_index = $3";

    public const string InsertEvent =
        "INSERT INTO delivery_events (id, organisation_id, key, type, at, send_id, campaign_id, participant_id, contact_id, reply_code, "
        + "reply_enhanced_code, reply_text, provider_message_id, detail, sentiment, mailbox_provider) "
        + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) "
        + "ON CONFLICT (organisation_id, key) DO NOTHING";

    public const string ResolveDoubt =
        "UPDATE sends SET state = 2 WHERE id = $1 AND organisation_id = $2 AND state <> 2 AND (doubt OR state = 1) RETURNING id";

    public const string InsertOutbox =
        "INSERT INTO outbox (subscriber, partition, event_id, organisation_id, type, at, subject, data, attempts) "
        + "SELECT n.subscriber, n.partition, n.event_id, n.organisation_id, n.type, n.at, n.subject, n.data, 0 "
        + "FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) WITH ORDINALITY "
        + "AS n (subscriber, partition, event_id, organisation_id, type, at, subject, data, place) ORDER BY n.place";

    /// <summary>
    /// Adds leads ($1 to $8) that are new, puts their contacts into stages ($9, $10) of pipelines where they are not yet, and writes the
    /// events ($11 to $18, each about its lead) of the new ones to the outbox.
    /// </summary>
    public const string InsertLeads =
        "WITH added AS (INSERT INTO leads (id, organisation_id, contact_id, campaign_id, source, pipeline_id, stage_id, created_at) "
        + "SELECT n.* FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS n ON CONFLICT DO NOTHING RETURNING id, organisation_id, contact_id), "
        + "placed AS (INSERT INTO pipeline_places (contact_id, pipeline_id, stage_id) SELECT DISTINCT ON (a.contact_id, p.id) a.contact_id, p.id, n.stage_id "
        + "FROM unnest($1, $9, $10) AS n (id, pipeline_id, stage_id) JOIN added a ON a.id = n.id "
        + "JOIN pipelines p ON p.id = n.pipeline_id AND p.organisation_id = a.organisation_id WHERE n.stage_id IS NOT NULL ON CONFLICT (contact_id, pipeline_id) DO NOTHING) "
        + "INSERT INTO outbox (subscriber, partition, event_id, organisation_id, type, at, subject, data, attempts) "
        + "SELECT n.subscriber, n.partition, n.event_id, n.organisation_id, n.type, n.at, n.subject, n.data, 0 "
        + "FROM unnest($11, $12, $13, $14, $15, $16, $17, $18) WITH ORDINALITY "
        + "AS n (subscriber, partition, event_id, organisation_id, type, at, subject, data, place) JOIN added a ON a.id = n.subject ORDER BY n.place";

    /// <summary>Notes that messages to lists were accepted, at most once a minute, so that workers do not wait for each other's rows.</summary>
    public const string SetListsSent =
        "UPDATE recipient_lists l SET last_sent_at = n.at FROM unnest($1, $2, $3) AS n (id, organisation_id, at) "
        + "WHERE l.id = n.id AND l.organisation_id = n.organisation_id AND (l.last_sent_at IS NULL OR l.last_sent_at <= n.at - interval '1 minute')";

    public const string InsertSuppressions =
        "INSERT INTO suppressions (organisation_id, key, reason, at, source) SELECT * FROM unnest($1, $2, $3, $4, $5) AS n (organisation_id, key) "
        + "ORDER BY n.organisation_id, n.key ON CONFLICT (organisation_id, key) DO NOTHING";
}
