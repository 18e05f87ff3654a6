using System.Net;
using Outreach.TestServers;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>Mail exchangers on several addresses of this machine, all on one port, as those of the Internet are.</summary>
internal sealed class DirectLab : IAsyncDisposable
{
    public const string Domain = "sink.test";

    private readonly List<RecordingServer> _servers = [];
    private SmtpProvider? _provider;

    public int Port { get; } = FreePort.Next();

    public TestExchangers Exchangers { get; } = new();

    public SmtpOptions Options { get; } = new()
    {
        Direct = new SmtpDirectOptions { AllowPrivateAddresses = true, HostBackOff = TimeSpan.FromHours(1) },
        Security = SmtpSecurity.Opportunistic,
        LocalName = "client.test",
    };

    public IMailTransportPolicySource? Policies { get; set; }

    public IMailServerGreetings? Greetings { get; set; }

    /// <summary>Adds a server as a mail exchanger of the domain.</summary>
    public RecordingServer AddServer(string address, int preference, params string[] extensions)
    {
        var server = Serve(address, extensions);
        Exchangers.Add(Domain, HostOf(address), preference, address);
        return server;
    }

    /// <summary>Starts a server that no domain names.</summary>
    public RecordingServer Serve(string address, params string[] extensions)
    {
        var server = new RecordingServer(new IPEndPoint(IPAddress.Parse(address), Port), extensions);
        _servers.Add(server);
        return server;
    }

    /// <summary>Adds a mail exchanger at whose address nobody listens.</summary>
    public void AddDead(string address, int preference) => Exchangers.Add(Domain, HostOf(address), preference, address);

    public Task<HandOverResult> SendAsync(string recipient = "bob@" + Domain, TestAttempt? attempt = null, byte number = 1)
    {
        Options.Port = Port;
        _provider ??= new SmtpProvider("direct", Options, exchangers: Exchangers, policies: Policies, greetings: Greetings);
        return _provider.SendAsync(TestMail.Create(recipient: recipient, number: number), attempt ?? new TestAttempt(), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null)
        {
            await _provider.DisposeAsync();
        }

        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    private static string HostOf(string address) => $"mx{address.Split('.')[3]}.{Domain}";
}
