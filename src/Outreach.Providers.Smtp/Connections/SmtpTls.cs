using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Outreach.Providers.Smtp;

/// <summary>The TLS handshake and what it says when the relay's certificate is not good.</summary>
internal sealed class SmtpTls(SmtpOptions options)
{
    /// <exception cref="SmtpSessionException">The handshake failed; the text says what to do.</exception>
    public async Task StartAsync(SmtpWire wire)
    {
        string? fault = null;
        var settings = new SslClientAuthenticationOptions
        {
            TargetHost = options.Host,
            CertificateRevocationCheckMode = options.CheckCertificateRevocation && options.Security != SmtpSecurity.Opportunistic ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
            CertificateChainPolicy = Policy(),
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                if (options.Security == SmtpSecurity.Opportunistic)
                {
                    return true;
                }

                fault = errors == SslPolicyErrors.None ? null : Describe(certificate, chain, errors);
                return fault is null;
            },
        };
        try
        {
            await wire.StartTlsAsync(settings, options.Timeouts.Handshake).ConfigureAwait(false);
        }
        catch (SmtpSessionException exception) when (fault is not null)
        {
            throw new SmtpSessionException(FailureKind.Transient, fault, reply: null, exception);
        }
        catch (SmtpSessionException exception) when (exception.InnerException is AuthenticationException && options.Security == SmtpSecurity.ImplicitTls)
        {
            throw new SmtpSessionException(
                FailureKind.Transient,
                $"{exception.Message} If the relay expects STARTTLS (usually on port 587), set SmtpOptions.Security to StartTls.",
                reply: null,
                exception);
        }
        catch (SmtpSessionException exception) when (options.Security == SmtpSecurity.Opportunistic)
        {
            throw new SmtpSessionException(exception.Kind, exception.Message, reply: null, exception) { IsTlsFailure = true };
        }
    }

    private X509ChainPolicy? Policy()
    {
        if (options.TrustedRoots is null)
        {
            return null;
        }

        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = options.CheckCertificateRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(options.TrustedRoots);
        return policy;
    }

    private string Describe(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var relay = $"{options.Host}:{options.Port}";
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return $"The relay {relay} showed no certificate, so nothing was sent.";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return $"The certificate of {relay} is for {Names(certificate)}, not for {options.Host}, so nothing was sent"
                + (options.Direct is null ? ": set SmtpOptions.Host to a name in the certificate." : ".");
        }

        var status = chain?.ChainStatus.FirstOrDefault(one => one.Status != X509ChainStatusFlags.NoError) ?? default;
        return status.Status switch
        {
            X509ChainStatusFlags.NotTimeValid => $"The certificate of {relay}, or one that it depends on, has expired or is not valid yet, so nothing was sent: "
                + "have it renewed, and check this machine's clock.",
            X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain => $"The certificate of {relay} is self-signed or comes from an authority "
                + "that this machine does not trust, so nothing was sent: if it is the right one, add it or its authority to SmtpOptions.TrustedRoots.",
            X509ChainStatusFlags.Revoked => $"The certificate of {relay} was revoked, so nothing was sent: have it replaced.",
            X509ChainStatusFlags.RevocationStatusUnknown or X509ChainStatusFlags.OfflineRevocation => $"Nobody can say now whether the certificate of {relay} was "
                + "revoked, so nothing was sent: let this machine reach the authority, or set SmtpOptions.CheckCertificateRevocation to false.",
            _ => $"The certificate of {relay} is not good ({status.Status}: {status.StatusInformation?.Trim()}), so nothing was sent.",
        };
    }

    private static string Names(X509Certificate certificate)
    {
        using var full = new X509Certificate2(certificate);
        var names = full.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        var all = names is null ? [] : names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => address.ToString())).Take(5).ToArray();
        return all.Length > 0 ? string.Join(", ", all) : full.GetNameInfo(X509NameType.DnsName, forIssuer: false);
    }
}
