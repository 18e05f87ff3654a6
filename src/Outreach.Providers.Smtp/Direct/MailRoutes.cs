using System.Collections.Concurrent;
using System.Net;

namespace Outreach.Providers.Smtp;

/// <summary>
/// Finds the routes of domains, and keeps them for a short time: what DNS says is kept by the resolver, and this saves putting it in order for every
/// message. Safe for concurrent use.
/// </summary>
internal sealed class MailRoutes(SmtpOptions options, IMailExchangerResolver exchangers, IMailTransportPolicySource? policies, TimeProvider time)
{
    private const int MostRoutes = 10_000;
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, MailRoute> _routes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the route for a recipient.</summary>
    public ValueTask<MailRoute> FindAsync(string recipient, CancellationToken cancellationToken)
    {
        var domain = recipient.AsSpan(recipient.LastIndexOf('@') + 1);
        return _routes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(domain, out var route) && time.GetTimestamp() < route.Expires
            ? new ValueTask<MailRoute>(route)
            : new ValueTask<MailRoute>(AskAsync(domain.ToString(), cancellationToken));
    }

    private async Task<MailRoute> AskAsync(string domain, CancellationToken cancellationToken)
    {
        if (domain.StartsWith('['))
        {
            // RFC 5321 §4.1.3: the address says itself where the mail goes. Its form was checked with the envelope.
            var text = domain.AsSpan(1, domain.Length - 2);
            text = text.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? text[5..] : text;
            return new MailRoute([new MailExchanger(IPAddress.Parse(text).ToString(), 0)], options.Security);
        }

        var answer = await exchangers.FindAsync(domain, cancellationToken).ConfigureAwait(false);
        var policy = answer.Status == MailExchangerStatus.Found && policies is not null
            ? await policies.FindAsync(domain, cancellationToken).ConfigureAwait(false)
            : null;
        var life = answer.TimeToLive < LongestLife ? answer.TimeToLive : LongestLife;
        var route = Make(domain, answer, policy, time.GetTimestamp() + (long)(life.TotalSeconds * time.TimestampFrequency));
        if (_routes.Count >= MostRoutes)
        {
            _routes.Clear();
        }

        _routes[domain] = route;
        return route;
    }

    private MailRoute Make(string domain, MailExchangerAnswer answer, IMailTransportPolicy? policy, long expires)
    {
        if (answer.Status != MailExchangerStatus.Found)
        {
            return new MailRoute(Refuse(answer)) { Expires = expires };
        }

        // RFC 5321 §5.1: this host and those after it would only give the message back to this host.
        var own = answer.Exchangers.FirstOrDefault(one => one.Host.Equals(options.LocalName?.TrimEnd('.'), StringComparison.OrdinalIgnoreCase));
        var usable = answer.Exchangers.Where(one => own.Host is null || one.Preference < own.Preference).ToArray();
        if (usable.Length == 0)
        {
            return new MailRoute(Refuse(
                FailureKind.Permanent, "5.4.6", $"The mail exchanger of {domain} is this host ({own.Host}) itself: send to this domain by a relay, or correct SmtpOptions.LocalName.")) { Expires = expires };
        }

        if (policy is null)
        {
            return new MailRoute(usable, options.Security) { Expires = expires };
        }

        // RFC 8461 §5: a failure to follow the policy is no reason to give up, since the domain may have been attacked or be about to change.
        var allowed = usable.Where(one => policy.Allows(one.Host)).ToArray();
        return allowed.Length > 0
            ? new MailRoute(allowed, SmtpSecurity.StartTls) { Expires = expires }
            : new MailRoute(Refuse(
                FailureKind.Transient, "4.7.0", $"The policy of {domain} for encrypted delivery (MTA-STS) names none of its mail exchangers: {string.Join(", ", usable.Take(3).Select(one => one.Host))}.")) { Expires = expires };
    }

    private static HandOverResult Refuse(MailExchangerAnswer answer) => answer.Status switch
    {
        MailExchangerStatus.NoMail => Refuse(FailureKind.RejectedRecipient, "5.1.10", answer.Detail + "."),
        MailExchangerStatus.DomainNotFound => Refuse(FailureKind.RejectedRecipient, "5.1.2", answer.Detail + "."),
        MailExchangerStatus.NoServer => Refuse(FailureKind.RejectedRecipient, "5.1.2", answer.Detail + "."),
        _ => Refuse(FailureKind.Transient, "4.4.3", answer.Detail + "."),
    };

    /// <summary>The code is this client's own (RFC 3463 §3.5, RFC 7505 §4.2), since no server has said anything.</summary>
    private static HandOverResult Refuse(FailureKind kind, string code, string text) => new()
    {
        Phase = HandOverPhase.NotHandedOver,
        Failure = kind,
        Reply = new ProviderReply { EnhancedCode = code, Text = text },
    };
}
