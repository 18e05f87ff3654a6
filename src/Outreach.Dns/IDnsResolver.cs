namespace Outreach.Dns;

/// <summary>Asks DNS. Implementations are safe for concurrent use; a host may put its own in place of <see cref="DnsResolver"/>.</summary>
public interface IDnsResolver
{
    /// <summary>Finds the records of a name, through aliases (CNAME).</summary>
    /// <param name="name">The name, complete, with or without a dot at the end; labels that are not ASCII are encoded (IDNA).</param>
    /// <param name="type">What is looked for.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What was found. Failures of DNS are answers, too: nothing is thrown for them.</returns>
    ValueTask<DnsAnswer> QueryAsync(string name, DnsRecordType type, CancellationToken cancellationToken = default);
}
