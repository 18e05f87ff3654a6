namespace Outreach.Deliverability;

/// <summary>One record within an <see cref="SpfAudit"/>.</summary>
public sealed record SpfAuditNode
{
    /// <summary>Gets the domain that has the record.</summary>
    public required string Domain { get; init; }

    /// <summary>Gets the term that leads here, such as <c>include:_spf.example.com</c>; empty for the domain itself.</summary>
    public string Term { get; init; } = "";

    /// <summary>Gets the record; <see langword="null"/> if there is none that can be read.</summary>
    public SpfRecord? Record { get; init; }

    /// <summary>Gets the text of the record, also of one that can't be read; empty if there is none.</summary>
    public string Text { get; init; } = "";

    /// <summary>Gets what is wrong here; empty if nothing is.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Gets whether DNS could not be asked, so that nothing is known.</summary>
    public bool IsTemporaryFailure { get; init; }

    /// <summary>Gets the names in this record that have no addresses or mail exchangers.</summary>
    public IReadOnlyList<string> EmptyNames { get; init; } = [];

    /// <summary>Gets the records that this one includes or redirects to.</summary>
    public IReadOnlyList<SpfAuditNode> Children { get; init; } = [];

    /// <summary>Gets how many terms of this record and those below ask DNS.</summary>
    public int Lookups => (Record is null ? 0 : Record.Mechanisms.Count(term => term.CountsAsLookup) + (Record.Redirect is null ? 0 : 1)) + Children.Sum(child => child.Lookups);

    /// <summary>Gets how many names of this record and those below lead to nothing.</summary>
    public int VoidLookups => EmptyNames.Count + Children.Sum(child => child.VoidLookups);
}
