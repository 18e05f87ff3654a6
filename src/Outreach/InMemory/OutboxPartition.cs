namespace Outreach;

/// <summary>The entries of one subscriber and partition in memory, with their lease.</summary>
internal sealed class OutboxPartition
{
    public SortedDictionary<long, OutboxRow> Rows { get; } = [];

    public Guid? LeaseId { get; set; }

    /// <summary>Gets or sets when the latest lease ends, or was given back, by the lease clock.</summary>
    public DateTimeOffset LeaseUntil { get; set; }

    public bool IsFree(DateTimeOffset now) => LeaseId is null || LeaseUntil <= now;

    /// <summary>Finds the first entries that can be delivered now; one that waits holds up those of its subject behind it.</summary>
    public List<OutboxEntry> FindDue(DateTimeOffset now, int limit)
    {
        var held = new HashSet<Guid>();
        var due = new List<OutboxEntry>();
        foreach (var row in Rows.Values.Where(row => row.Value.ParkedAt is null))
        {
            var subject = row.Value.Event.Subject;
            if (row.WaitsUntil > now)
            {
                held.Add(subject);
            }
            else if (!held.Contains(subject))
            {
                due.Add(row.Value);
                if (due.Count == limit)
                {
                    break;
                }
            }
        }

        return due;
    }
}
