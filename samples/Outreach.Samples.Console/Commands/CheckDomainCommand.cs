using System.CommandLine;
using System.Globalization;
using System.Net;
using Outreach.Deliverability;
using Outreach.Dns;
using Spectre.Console;

namespace Outreach.Samples;

/// <summary>Checks whether mail from a domain has what receivers want to see.</summary>
internal static class CheckDomainCommand
{
    private const int ErrorsFound = 8;
    private const int DnsPort = 53;

    private static readonly Argument<string> DomainArgument = new("domain") { Description = "The domain that mail is sent from." };
    private static readonly Option<string[]> Addresses = new("--ip") { Description = "An address that sends. May be given several times." };
    private static readonly Option<string[]> Selectors = new("--selector") { Description = "A DKIM selector. May be given several times." };
    private static readonly Option<string[]> Includes = new("--include") { Description = "A domain that the SPF record must include, as providers ask for. May be given several times." };
    private static readonly Option<string?> Helo = new("--helo") { Description = "The name that the sending hosts give themselves." };
    private static readonly Option<string[]> Servers = new("--dns") { Description = "A DNS server, as ADDRESS or ADDRESS:PORT; those of the system by default." };
    private static readonly Option<bool> NoBlocklists = new("--no-blocklists") { Description = "Ask no blocklists." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the report as JSON." };

    public static Command Create()
    {
        var command = SampleCommand.Create(
            "check-domain", "Check SPF, DKIM, DMARC and more of a domain, and say what to publish.", ExecuteAsync, Addresses, Selectors, Includes, Helo, Servers, NoBlocklists, Json);
        command.Add(DomainArgument);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var dns = MakeResolver(result.GetValue(Servers));
        using var policies = new MtaStsPolicySource(dns);
        var domain = result.GetValue(DomainArgument)!;
        var request = new DomainCheckRequest
        {
            Domain = domain,
            SendingAddresses = [.. (result.GetValue(Addresses) ?? []).Select(ReadAddress)],
            DkimSelectors = [.. (result.GetValue(Selectors) ?? []).Select(static name => new DkimSelector { Name = name })],
            SpfIncludes = result.GetValue(Includes) ?? [],
            HeloName = result.GetValue(Helo),
            Blocklists = result.GetValue(NoBlocklists) ? [] : Blocklist.Common,
        };
        DomainReport report;
        try
        {
            report = await new DomainChecker(dns, policies: policies).CheckAsync(request, cancellationToken);
        }
        catch (ArgumentException)
        {
            throw new SampleException($"\"{domain}\" is no domain; give one such as example.com.");
        }

        if (result.GetValue(Json))
        {
            Console.WriteLine(DomainReportScreen.ToJson(report));
        }
        else
        {
            DomainReportScreen.Show(report, AnsiConsole.Console);
        }

        return report.Severity == FindingSeverity.Error ? ErrorsFound : 0;
    }

    /// <summary>Makes a resolver.</summary>
    /// <param name="servers">The servers as they were given; none for those of the system.</param>
    public static IDnsResolver MakeResolver(string[]? servers) => new DnsResolver(new DnsResolverOptions { Servers = [.. (servers ?? []).Select(ReadServer)] });

    private static IPAddress ReadAddress(string text) =>
        IPAddress.TryParse(text, out var address) ? address : throw new SampleException($"\"{text}\" is no address; give --ip one such as 192.0.2.1.");

    private static IPEndPoint ReadServer(string text) =>
        IPEndPoint.TryParse(text, out var server)
            ? new IPEndPoint(server.Address, server.Port == 0 ? DnsPort : server.Port)
            : throw new SampleException(string.Create(CultureInfo.InvariantCulture, $"\"{text}\" is no DNS server; give --dns one such as 192.0.2.53:{DnsPort}."));
}
