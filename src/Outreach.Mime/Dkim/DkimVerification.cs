namespace Outreach.Mime;

/// <summary>What was found out about all signatures of a message.</summary>
public sealed class DkimVerification
{
    // Which result counts most for the message as a whole.
    private static readonly DkimStatus[] Ranking =
        [DkimStatus.Pass, DkimStatus.TempError, DkimStatus.Fail, DkimStatus.Policy, DkimStatus.PermError];

    internal DkimVerification(IReadOnlyList<DkimSignatureResult> signatures) => Signatures = signatures;

    /// <summary>Gets the results, in the order of the fields in the message.</summary>
    public IReadOnlyList<DkimSignatureResult> Signatures { get; }

    /// <summary>Gets the result for the message: that of its best signature; <see cref="DkimStatus.None"/> if it has none.</summary>
    /// <remarks>Fields that name no domain and selector are no signature of anybody, and do not count.</remarks>
    public DkimStatus Status
    {
        get
        {
            var statuses = Signatures.Where(signature => signature.Domain.Length > 0 && signature.Selector.Length > 0)
                .Select(signature => signature.Status).ToHashSet();
            return Ranking.FirstOrDefault(statuses.Contains);
        }
    }

    /// <summary>Gets the domains that vouch for the message: those of the signatures that pass.</summary>
    public IEnumerable<string> PassingDomains =>
        Signatures.Where(signature => signature.Status == DkimStatus.Pass).Select(signature => signature.Domain).Distinct(StringComparer.Ordinal);
}
