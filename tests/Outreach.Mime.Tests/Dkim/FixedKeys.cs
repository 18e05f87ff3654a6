namespace Outreach.Mime.Tests;

/// <summary>Key records from a table; names that are not in it are not found.</summary>
internal sealed class FixedKeys(IReadOnlyDictionary<string, string> records) : IDkimKeyLookup
{
    public List<string> Asked { get; } = [];

    public ValueTask<DkimKeyRecords> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        Asked.Add(name);
        return ValueTask.FromResult(records.TryGetValue(name, out var text) ? DkimKeyRecords.Found(text) : DkimKeyRecords.NotFound);
    }
}
