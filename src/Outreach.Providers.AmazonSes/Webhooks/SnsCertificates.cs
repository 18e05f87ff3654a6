using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Outreach.Providers.Http;

namespace Outreach.Providers.AmazonSes;

/// <summary>
/// Gets the certificates with which SNS signs, over TLS from the hosts of SNS only, and keeps them until they run out. A certificate counts only while it is
/// valid and made out to SNS.
/// </summary>
internal sealed class SnsCertificates(HttpHandOver client, TimeProvider time)
{
    private const int Most = 64;
    private readonly ConcurrentDictionary<string, X509Certificate2> _known = new(StringComparer.Ordinal);

    /// <returns>The certificate, or <see langword="null"/> if it doesn't count.</returns>
    /// <exception cref="HttpRequestException">It can't be had now.</exception>
    public async ValueTask<X509Certificate2?> FindAsync(Uri address, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(address.AbsoluteUri, out var certificate))
        {
            certificate = await LoadAsync(address, cancellationToken).ConfigureAwait(false);
            if (certificate is null)
            {
                return null;
            }

            if (_known.Count >= Most)
            {
                _known.Clear();
            }

            certificate = _known.GetOrAdd(address.AbsoluteUri, certificate);
        }

        var now = time.GetUtcNow().UtcDateTime;
        if (now >= certificate.NotBefore.ToUniversalTime() && now <= certificate.NotAfter.ToUniversalTime())
        {
            return certificate;
        }

        _known.TryRemove(address.AbsoluteUri, out _);
        return null;
    }

    private async Task<X509Certificate2?> LoadAsync(Uri address, CancellationToken cancellationToken)
    {
        using var answer = await client.QueryAsync(new HttpRequestMessage(HttpMethod.Get, address), cancellationToken).ConfigureAwait(false);
        if (answer.Status != 200 || answer.IsCut)
        {
            throw new HttpRequestException($"The certificate can't be had: SNS answered with {answer.Status}.");
        }

        try
        {
            var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(answer.Body));
            return certificate.MatchesHostname("sns.amazonaws.com") || certificate.MatchesHostname(address.Host) ? certificate : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
