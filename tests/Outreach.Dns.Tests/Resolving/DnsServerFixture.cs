using Outreach.TestServers;

namespace Outreach.Dns.Tests.Resolving;

/// <summary>BIND with zones for every case.</summary>
public sealed class DnsServerFixture : IAsyncLifetime
{
    private DnsServer? _server;

    /// <summary>Gets BIND, or skips the test where it is not installed.</summary>
    public DnsServer Server
    {
        get
        {
            Tool.Require("named");
            Tool.Require("nsupdate");
            return _server!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        // A fixture cannot skip; the tests do when they ask for the server.
        if (Tool.Find("named") is not null && Tool.Find("nsupdate") is not null)
        {
            var big = string.Join('\n', Enumerable.Range(0, 20).Select(i => $"big IN TXT \"{i:D2}{new string('x', 240)}\""));
            var chain = string.Join('\n', Enumerable.Range(0, 30).Select(i => $"c{i} IN CNAME c{i + 1}"));
            _server = await DnsServer.StartAsync(new Dictionary<string, string>
            {
                ["outreach.test"] = $"""
                    @ IN A 192.0.2.1
                    @ IN A 192.0.2.2
                    @ IN AAAA 2001:db8::1
                    @ IN MX 20 mx2
                    @ IN MX 10 mx1
                    @ IN TXT "v=spf1 " "ip4:192.0.2.0/24 -all"
                    @ IN CAA 128 issue "ca.example"
                    _imaps._tcp IN SRV 1 2 993 imap
                    _25._tcp.mx1 IN TLSA 3 1 1 abababab
                    xn--bcher-kva IN A 192.0.2.3
                    *.wild IN TXT "wildcard"
                    alias IN CNAME other.elsewhere.test.
                    dangling IN CNAME nothing.elsewhere.test.
                    loop1 IN CNAME loop2
                    loop2 IN CNAME loop1
                    typed IN TYPE65280 \# 4 deadbeef
                    {big}
                    {chain}
                    """,
                ["mail.test"] = """
                    @ IN MX 20 backup
                    @ IN MX 10 main
                    main IN A 127.0.0.1
                    main IN AAAA ::1
                    backup IN A 127.0.0.2
                    closed IN MX 0 .
                    both IN MX 0 .
                    both IN MX 5 main
                    implicit IN A 127.0.0.3
                    implicit6 IN AAAA ::3
                    bare IN TXT "no mail"
                    alias IN CNAME @
                    alias-of-host IN CNAME implicit
                    lost IN MX 10 nothing
                    """,
                ["elsewhere.test"] = "other IN A 192.0.2.9",
                ["2.0.192.in-addr.arpa"] = "1 IN PTR mail.outreach.test.",
                ["broken.test"] = "this is no zone",
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
