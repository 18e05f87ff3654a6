using System.Globalization;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>
/// Holds the rates of mailbox providers and domains (<see cref="OutreachOptions.ProviderRates"/>, <see cref="OutreachOptions.DomainRates"/>,
/// <see cref="OutreachOptions.EachDomainRate"/>), each as a quota of its period, for each organisation. Costs nothing while no rate is set.
/// </summary>
internal sealed class RecipientRateGate(IOptions<OutreachOptions> options, IMailboxProviderResolver resolver) : ISendGate
{
    private const string BeginsFormat = "yyyy-MM-ddTHH:mm:ss";

    private readonly OutreachOptions _options = options.Value;
    private readonly bool _isUnused = options.Value is { ProviderRates.Count: 0, DomainRates.Count: 0, EachDomainRate: null };

    public GateAnswer Check(GateContext context)
    {
        if (_isUnused || context.Leased.Participant.Channel != Channel.Email || context.Recipient.Length == 0)
        {
            return GateAnswer.Admit;
        }

        var domain = AddressKey.DomainKeyOf(AddressKey.FromEmail(context.Recipient)).TrimStart('@');
        var provider = resolver.Find(domain);
        if (provider is not null && _options.ProviderRates.TryGetValue(provider, out var rate))
        {
            context.Claim(Use("provider", provider, rate, ReasonCodes.ProviderRate, context.Now));
        }

        if (_options.DomainRates.TryGetValue(domain, out rate))
        {
            context.Claim(Use("domain", domain, rate, ReasonCodes.DomainRate, context.Now));
        }
        else if (provider is null && _options.EachDomainRate is { } each)
        {
            context.Claim(Use("domain", domain, each, ReasonCodes.DomainRate, context.Now));
        }

        return GateAnswer.Admit;
    }

    /// <summary>Gets whether a quota is one of this gate whose period is over.</summary>
    public static bool IsOver(string key, DateTimeOffset now) =>
        key.Split('/') is [.., var seconds, var begins]
        && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        && DateTimeOffset.TryParseExact(begins, BeginsFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
        && start.AddSeconds(length) <= now;

    private static QuotaUse Use(string kind, string name, SendRate rate, string reason, DateTimeOffset now)
    {
        var since = now - DateTimeOffset.UnixEpoch;
        var begins = DateTimeOffset.UnixEpoch + new TimeSpan(since.Ticks - (since.Ticks % rate.Period.Ticks));
        var key = string.Create(CultureInfo.InvariantCulture, $"{kind}/{name}/{(long)rate.Period.TotalSeconds}/{begins.ToString(BeginsFormat, CultureInfo.InvariantCulture)}");
        return new QuotaUse(new QuotaClaim(key, rate.Messages), begins + rate.Period, reason);
    }
}
