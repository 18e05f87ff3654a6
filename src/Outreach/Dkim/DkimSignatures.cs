using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Outreach.Mime;

namespace Outreach;

/// <summary>The signers of this process. One key serves all threads.</summary>
internal sealed class DkimSignatures(IOptions<DkimOptions> options, TimeProvider time) : IDisposable
{
    private readonly Lazy<(DkimSignatureOptions Options, DkimSigner Signer)[]> _all =
        new(() => [.. options.Value.Signatures.Select(signature => (signature, DkimKeys.CreateSigner(signature, time)))]);

    private readonly ConcurrentDictionary<string, DkimSigner[]> _byAddress = new(StringComparer.Ordinal);

    /// <summary>Finds the signers for mail with an address in From; usually none or one.</summary>
    public DkimSigner[] For(string address) => _byAddress.TryGetValue(address, out var signers) ? signers : _byAddress.GetOrAdd(address, Find);

    public void Dispose()
    {
        if (_all.IsValueCreated)
        {
            foreach (var (_, signer) in _all.Value)
            {
                signer.Dispose();
            }
        }
    }

    private DkimSigner[] Find(string address)
    {
        var domain = EmailAddress.Parse(address).Domain;
        return [.. _all.Value.Where(entry => DkimKeys.Covers(entry.Options, domain)).Select(entry => entry.Signer)];
    }
}
