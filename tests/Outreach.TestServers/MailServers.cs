using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Outreach.TestServers;

/// <summary>Postfix and Dovecot together, for a class of tests: <c>IClassFixture&lt;MailServers&gt;</c>.</summary>
public sealed class MailServers : IAsyncLifetime
{
    private PostfixServer? _postfix;
    private DovecotServer? _dovecot;

    /// <summary>Gets the certificate of both, self-signed.</summary>
    public X509Certificate2 Certificate { get; } = TestCertificate.Create();

    /// <summary>Gets Postfix, or skips the test where the servers are not installed.</summary>
    public PostfixServer Postfix
    {
        get
        {
            Require();
            return _postfix!;
        }
    }

    /// <summary>Gets Dovecot, or skips the test where the servers are not installed.</summary>
    public DovecotServer Dovecot
    {
        get
        {
            Require();
            return _dovecot!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        // A fixture cannot skip; the tests do when they ask for a server.
        if (Tool.Find("postfix") is not null && Tool.Find("dovecot") is not null && Tool.IsRoot)
        {
            _dovecot = await DovecotServer.StartAsync(Certificate);
            _postfix = await PostfixServer.StartAsync(Certificate, _dovecot);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_postfix is not null)
        {
            await _postfix.DisposeAsync();
        }

        if (_dovecot is not null)
        {
            await _dovecot.DisposeAsync();
        }

        Certificate.Dispose();
    }

    private static void Require()
    {
        Tool.Require("postfix");
        Tool.Require("dovecot");
        Tool.RequireRoot("postfix");
    }
}
