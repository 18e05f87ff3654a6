namespace Outreach.Mime;

/// <summary>Finds the public keys that signatures name: TXT records in DNS.</summary>
public interface IDkimKeyLookup
{
    /// <summary>Asks for the TXT records of a name.</summary>
    /// <param name="name">The name, such as <c>s2026._domainkey.example.com</c>: ASCII, no dot at the end.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    /// <returns>What was found. Failures of DNS are results, too; do not throw for them.</returns>
    ValueTask<DkimKeyRecords> FindAsync(string name, CancellationToken cancellationToken = default);
}
