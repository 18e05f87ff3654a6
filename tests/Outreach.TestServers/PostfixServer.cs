using System.Security.Cryptography.X509Certificates;

namespace Outreach.TestServers;

/// <summary>
/// A private Postfix that delivers mail for outreach.test (alice, bob, postmaster, bounces) to maildirs and makes genuine bounces. It asks a
/// <see cref="DovecotServer"/> about passwords. Needs root.
/// </summary>
public sealed class PostfixServer : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private ServerProcess? _process;

    private PostfixServer()
    {
    }

    /// <summary>Gets the port for SMTP that offers STARTTLS and refuses unknown users at RCPT.</summary>
    public int SmtpPort { get; } = FreePort.Next();

    /// <summary>Gets the port for submission: STARTTLS and AUTH are required.</summary>
    public int SubmissionPort { get; } = FreePort.Next();

    /// <summary>Gets the port for submission with TLS from the first byte: AUTH is required.</summary>
    public int SubmissionsPort { get; } = FreePort.Next();

    /// <summary>Gets the port for SMTP that takes mail for unknown users, so that these bounce.</summary>
    public int BouncingPort { get; } = FreePort.Next();

    public string LogFile => _folder.Combine("mail.log");

    /// <summary>Starts Postfix, or skips the test.</summary>
    public static async Task<PostfixServer> StartAsync(X509Certificate2 certificate, DovecotServer dovecot)
    {
        var program = Tool.Require("postfix");
        Tool.RequireRoot("postfix");
        var server = new PostfixServer();
        try
        {
            TestCertificate.Write(certificate, server._folder);
            await server.WriteConfigurationAsync(dovecot.AuthPort);
            var d = server._folder.Path;
            server._process = ServerProcess.Start(
                $"{d}/out.log", [program, "-c", $"{d}/etc", "start-fg"], $"kill -s TERM $(tr -d ' ' < {d}/queue/pid/master.pid)");
            await server._process.WaitForPortsAsync(server.SmtpPort, server.SubmissionPort, server.SubmissionsPort, server.BouncingPort);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads a user's messages.</summary>
    public IReadOnlyList<string> ReadMailbox(string user)
    {
        var folder = _folder.Combine(Path.Combine("maildirs", user, "new"));
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllText)] : [];
    }

    /// <summary>Waits until a user has a message with this text in it.</summary>
    public async Task<string> WaitForMessageAsync(string user, string text)
    {
        string? found = null;
        await Patience.UntilAsync(
            () => Task.FromResult((found = ReadMailbox(user).FirstOrDefault(message => message.Contains(text, StringComparison.Ordinal))) is not null),
            () => $"No message with '{text}' came to {user}: {File.ReadAllText(LogFile)}");
        return found!;
    }

    /// <summary>Lists the messages in the queue; empty if there are none.</summary>
    public async Task<string> ReadQueueAsync() => await Tool.RunAsync(Tool.Require("postqueue"), "-c", _folder.Combine("etc"), "-j");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task WriteConfigurationAsync(int authPort)
    {
        var d = _folder.Path;
        foreach (var name in (string[])["etc", "queue", "data", "maildirs"])
        {
            Directory.CreateDirectory(_folder.Combine(name));
        }

        var chown = Tool.Require("chown");
        await Tool.RunAsync(chown, "postfix:postfix", $"{d}/data");
        await Tool.RunAsync(chown, "mail:mail", $"{d}/maildirs");
        var uid = (await Tool.RunAsync(Tool.Require("id"), "-u", "mail")).Trim();
        var gid = (await Tool.RunAsync(Tool.Require("id"), "-g", "mail")).Trim();
        await File.WriteAllTextAsync($"{d}/etc/main.cf", Main(d, authPort, uid, gid));
        await File.WriteAllTextAsync($"{d}/etc/master.cf", Master());
        await File.WriteAllTextAsync($"{d}/etc/transport", "dead.test smtp:[127.0.0.1]:9\n");
        await File.WriteAllTextAsync(
            $"{d}/etc/vmailbox",
            string.Concat(((string[])["alice", "bob", "postmaster", "bounces"]).Select(user => $"{user}@outreach.test {user}/\n")));
    }

    private static string Main(string d, int authPort, string uid, string gid) =>
        $"""
        compatibility_level = 3.6
        queue_directory = {d}/queue
        data_directory = {d}/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        meta_directory = /etc/postfix
        shlib_directory = /usr/lib/postfix
        mail_owner = postfix
        setgid_group = postdrop
        maillog_file = {d}/mail.log
        maillog_file_prefixes = {d}, /var
        myhostname = mail.outreach.test
        myorigin = outreach.test
        mydestination =
        alias_maps =
        alias_database =
        local_recipient_maps =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        mynetworks = 127.0.0.0/8
        disable_dns_lookups = yes
        smtp_host_lookup = native
        smtpd_peername_lookup = no
        default_database_type = texthash
        default_transport = error:5.1.2 no such domain in the test network
        relay_transport = error:5.1.2 no such domain in the test network
        transport_maps = texthash:{d}/etc/transport
        virtual_mailbox_domains = outreach.test
        virtual_mailbox_maps = texthash:{d}/etc/vmailbox
        virtual_mailbox_base = {d}/maildirs
        virtual_uid_maps = static:{uid}
        virtual_gid_maps = static:{gid}
        virtual_minimum_uid = 1
        recipient_delimiter = +
        smtpd_recipient_restrictions = permit_mynetworks, reject
        smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject
        smtpd_tls_cert_file = {d}/cert.pem
        smtpd_tls_key_file = {d}/key.pem
        smtpd_tls_security_level = may
        smtpd_tls_received_header = yes
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = inet:127.0.0.1:{authPort}
        smtpd_sasl_security_options = noanonymous
        maximal_queue_lifetime = 20s
        bounce_queue_lifetime = 20s
        queue_run_delay = 1s
        minimal_backoff_time = 1s
        maximal_backoff_time = 2s
        in_flow_delay = 0
        smtpd_error_sleep_time = 0
        smtpd_client_connection_count_limit = 0
        notify_classes =

        """;

    private string Master()
    {
        const string Auth = "-o smtpd_sasl_auth_enable=yes -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject "
            + "-o smtpd_relay_restrictions=permit_sasl_authenticated,reject";
        return $"""
            127.0.0.1:{SmtpPort} inet n - n - - smtpd
            127.0.0.1:{SubmissionPort} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt -o smtpd_tls_auth_only=yes {Auth}
            127.0.0.1:{SubmissionsPort} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes -o smtpd_sasl_mechanism_filter=!external,!plain,static:rest {Auth}
            127.0.0.1:{BouncingPort} inet n - n - - smtpd -o smtpd_reject_unlisted_recipient=no
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 1 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            flush unix n - n 1000? 0 flush
            proxymap unix - - n - - proxymap
            smtp unix - - n - - smtp
            relay unix - - n - - smtp
            showq unix n - n - - showq
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            virtual unix - n n - - virtual
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            postlog unix-dgram n - n - 1 postlogd

            """;
    }
}
