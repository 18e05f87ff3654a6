namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>The statements by which workers know of each other.</summary>
internal static class WorkerSql
{

    // A session-level lock of the worker's own: the server drops it when the process or its connection ends.
    public const string Appear = "SELECT pg_advisory_lock(hashtextextended(CAST($1 AS text), 2))";

    public const string BeSeen =
        "INSERT INTO workers (id, seen_at) VALUES ($1, clock_timestamp()) ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at";

    /// <summary>Clears away those that died and had nothing in hand.</summary>
    public const string ForgetOld = "DELETE FROM workers WHERE seen_at < clock_timestamp() - interval '1 day' AND id <> $1";

    public const string Leave = "DELETE FROM workers WHERE id = $1";

    /// <summary>
    /// Finds the other workers ($1: this one) that have something in hand, whether each is dead, and the time by which leases run out ($2, or the
    /// database's clock). A worker is dead if it has signed off, or if nobody holds its lock and it was not heard of for a while ($3). A server that
    /// has just started has dropped all connections, so everybody gets that while to come back.
    /// </summary>
    public const string FindOthers =
        "WITH owners AS (SELECT DISTINCT lease_owner AS id FROM participants WHERE lease_owner IS NOT NULL AND lease_owner <> $1 "
        + "UNION SELECT DISTINCT worker_id FROM sends WHERE state = 1 AND state <> 2 AND worker_id <> $1) "
        + "SELECT o.id, CASE WHEN w.id IS NULL THEN true "
        + "WHEN greatest(w.seen_at, pg_postmaster_start_time()) > clock_timestamp() - $3 THEN false "
        + "ELSE pg_try_advisory_xact_lock(hashtextextended(CAST(o.id AS text), 2)) END, coalesce($2, clock_timestamp()) "
        + "FROM owners o LEFT JOIN workers w ON w.id = o.id";

    // $1: this worker, $2: dead workers, $3: the time by which leases of the living run out.
    private const string Lost = "lease_owner IS NOT NULL AND lease_owner <> $1 AND (lease_owner = ANY($2) OR lease_until <= $3)";

    public const string HasLost =
        $"SELECT EXISTS (SELECT FROM participants WHERE {Lost}) "
        + "OR EXISTS (SELECT FROM sends WHERE state = 1 AND state <> 2 AND worker_id <> $1 AND (worker_id = ANY($2) OR lease_until <= $3))";

    public const string LockLost = $"SELECT count(*) FROM (SELECT id FROM participants WHERE {Lost} ORDER BY id FOR NO KEY UPDATE) AS locked";

    /// <summary>
    /// What had an intent and no result becomes in doubt, and its participant waits until $4, but for a copy, for which nobody waits. One that was moved from outside meanwhile is not
    /// under this lease any more, and stays where it is.
    /// </summary>
    public const string DoubtLost =
        "WITH doubtful AS (UPDATE sends SET state = 4, doubt = true WHERE state = 1 AND state <> 2 AND worker_id <> $1 "
        + "AND (worker_id = ANY($2) OR lease_until <= $3) RETURNING id, participant_id, epoch, worker_id, role), "
        + "waiting AS (UPDATE participants p SET due_at = $4, reason_code = $5, reason_detail = NULL, updated_at = $6, epoch = p.epoch + 1, "
        + "lease_owner = NULL, lease_until = NULL FROM (SELECT DISTINCT participant_id, epoch, worker_id FROM doubtful WHERE role = 0) d "
        + "WHERE p.id = d.participant_id AND p.epoch = d.epoch AND p.lease_owner = d.worker_id) "
        + "SELECT id FROM doubtful";

    public const string ReleaseLost =
        $"WITH released AS (UPDATE participants SET epoch = epoch + 1, lease_owner = NULL, lease_until = NULL WHERE {Lost} RETURNING 1) "
        + "SELECT count(*)::int FROM released";

    public const string Forget = "DELETE FROM workers WHERE id = ANY($1)";
}
