namespace Outreach.TestServers;

/// <summary>
/// Dovecot with IMAP, LMTP and an authentication socket for Postfix. Users alice, bob and postmaster at outreach.test have the password
/// <see cref="Password"/>; XOAUTH2 takes the token <c>good:alice@outreach.test</c> and the like.
/// </summary>
public sealed class DovecotServer : IAsyncDisposable
{
    public const string Password = "secret";

    private readonly TempFolder _folder = new();
    private readonly TokenIntrospection _introspection = new();
    private ServerProcess? _process;

    private DovecotServer()
    {
    }

    /// <summary>Gets the port for IMAP with STARTTLS.</summary>
    public int ImapPort { get; } = FreePort.Next();

    /// <summary>Gets the port for IMAP with TLS from the first byte.</summary>
    public int ImapsPort { get; } = FreePort.Next();

    public int LmtpPort { get; } = FreePort.Next();

    /// <summary>Gets the port on which Postfix asks whether a password is right.</summary>
    public int AuthPort { get; } = FreePort.Next();

    public string LogFile => _folder.Combine("dovecot.log");

    /// <summary>Starts Dovecot with a certificate, or skips the test.</summary>
    public static async Task<DovecotServer> StartAsync(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate)
    {
        var program = Tool.Require("dovecot");
        Tool.RequireRoot("dovecot");
        var server = new DovecotServer();
        try
        {
            TestCertificate.Write(certificate, server._folder);
            await server.WriteConfigurationAsync();
            server._process = ServerProcess.Start(
                server._folder.Combine("out.log"), [program, "-F", "-c", server._folder.Combine("dovecot.conf")]);
            await server._process.WaitForPortsAsync(server.AuthPort, server.ImapPort, server.ImapsPort, server.LmtpPort);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        await _introspection.DisposeAsync();
        _folder.Dispose();
    }

    private async Task WriteConfigurationAsync()
    {
        var d = _folder.Path;
        foreach (var name in (string[])["run", "state", "mail"])
        {
            Directory.CreateDirectory(_folder.Combine(name));
        }

        var uid = (await Tool.RunAsync(Tool.Require("id"), "-u", "mail")).Trim();
        var gid = (await Tool.RunAsync(Tool.Require("id"), "-g", "mail")).Trim();
        await Tool.RunAsync(Tool.Require("chown"), "mail:mail", $"{d}/mail");
        var users = from user in (string[])["alice", "bob", "postmaster"]
                    select $"{user}@outreach.test:{{PLAIN}}{Password}:{uid}:{gid}::{d}/mail/{user}::\n";
        await File.WriteAllTextAsync($"{d}/users", string.Concat(users));
        await File.WriteAllTextAsync(
            $"{d}/oauth2.conf.ext",
            $"""
            introspection_mode = post
            introspection_url = {_introspection.Uri}
            force_introspection = yes
            username_attribute = username
            active_attribute = active
            active_value = true

            """);
        await File.WriteAllTextAsync($"{d}/dovecot.conf", Configuration(d));
    }

    private string Configuration(string d) =>
        $$"""
        base_dir = {{d}}/run
        state_dir = {{d}}/state
        instance_name = outreach{{ImapPort}}
        log_path = {{d}}/dovecot.log
        protocols = imap lmtp
        listen = 127.0.0.1
        default_internal_user = dovecot
        default_login_user = dovenull
        ssl = yes
        ssl_cert = <{{d}}/cert.pem
        ssl_key = <{{d}}/key.pem
        disable_plaintext_auth = no
        auth_mechanisms = plain login xoauth2 oauthbearer
        auth_username_format = %Lu
        auth_failure_delay = 0
        passdb {
          driver = oauth2
          mechanisms = xoauth2 oauthbearer
          args = {{d}}/oauth2.conf.ext
        }
        passdb {
          driver = passwd-file
          mechanisms = plain login
          args = {{d}}/users
        }
        userdb {
          driver = passwd-file
          args = {{d}}/users
        }
        first_valid_uid = 1
        mail_location = maildir:~/Maildir
        mail_fsync = never
        recipient_delimiter = +
        postmaster_address = postmaster@outreach.test
        hostname = mail.outreach.test
        namespace inbox {
          inbox = yes
          separator = /
          mailbox Sent {
            special_use = \Sent
            auto = subscribe
          }
          mailbox Junk {
            special_use = \Junk
            auto = subscribe
          }
          mailbox Archive {
            special_use = \Archive
            auto = create
          }
        }
        protocol imap {
          mail_max_userip_connections = 100
        }
        service imap-login {
          inet_listener imap {
            port = {{ImapPort}}
          }
          inet_listener imaps {
            port = {{ImapsPort}}
            ssl = yes
          }
        }
        service lmtp {
          user = mail
          inet_listener lmtp {
            address = 127.0.0.1
            port = {{LmtpPort}}
          }
        }
        service auth {
          inet_listener sasl {
            address = 127.0.0.1
            port = {{AuthPort}}
          }
        }
        service anvil {
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }

        """;
}
