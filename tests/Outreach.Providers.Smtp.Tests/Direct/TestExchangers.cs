using System.Net;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>Mail exchangers from a table.</summary>
internal sealed class TestExchangers : IMailExchangerResolver
{
    private readonly Dictionary<string, MailExchangerAnswer> _domains = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, MailHostAddresses> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the domains that were asked for, in order.</summary>
    public List<string> Asked { get; } = [];

    public TestExchangers Add(string domain, string host, int preference, params string[] addresses)
    {
        var before = _domains.TryGetValue(domain, out var answer) ? answer.Exchangers : [];
        _domains[domain] = new MailExchangerAnswer
        {
            Status = MailExchangerStatus.Found,
            Exchangers = [.. before.Append(new MailExchanger(host, preference)).OrderBy(one => one.Preference)],
            TimeToLive = TimeSpan.FromHours(1),
        };
        _hosts[host] = new MailHostAddresses { Addresses = [.. addresses.Select(IPAddress.Parse)], Detail = addresses.Length == 0 ? $"{host} has no address" : "" };
        return this;
    }

    public TestExchangers Add(string domain, MailExchangerStatus status)
    {
        _domains[domain] = new MailExchangerAnswer { Status = status, Detail = $"{domain}: {status}", TimeToLive = TimeSpan.FromHours(1) };
        return this;
    }

    public ValueTask<MailExchangerAnswer> FindAsync(string domain, CancellationToken cancellationToken = default)
    {
        lock (Asked)
        {
            Asked.Add(domain);
        }

        return ValueTask.FromResult(_domains[domain]);
    }

    public ValueTask<MailHostAddresses> FindAddressesAsync(string host, CancellationToken cancellationToken = default) => ValueTask.FromResult(_hosts[host]);
}
