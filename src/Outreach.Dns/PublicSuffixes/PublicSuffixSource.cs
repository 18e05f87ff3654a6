namespace Outreach.Dns;

/// <summary>The public suffix list in use, which can be renewed while the host runs. Safe for concurrent use.</summary>
/// <param name="list">The list to start with; the one that comes with this package by default.</param>
public sealed class PublicSuffixSource(PublicSuffixList? list = null)
{
    private PublicSuffixList? _current = list;

    /// <summary>Gets the list in use.</summary>
    public PublicSuffixList Current => Volatile.Read(ref _current) ?? PublicSuffixList.Default;

    /// <summary>Uses another list from now on.</summary>
    /// <param name="list">The list; see <see cref="PublicSuffixList.Parse"/>.</param>
    public void Replace(PublicSuffixList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        Volatile.Write(ref _current, list);
    }
}
