using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;

namespace Outreach.Providers.Smtp;

/// <summary>Opens sessions: connection, TLS, greeting, EHLO, AUTH.</summary>
internal sealed class SmtpConnector(string name, SmtpOptions options, ISmtpAddresses addresses, EarlyEnvelopes early, ConnectionNumbers numbers, TimeProvider time, ILogger logger)
{
    private readonly SmtpAuthenticator _authenticator = new(options);
    private readonly SmtpDialer _dialer = new(options, time);
    private readonly SmtpTls _tls = new(options);

    /// <exception cref="SmtpSessionException">It did not work; the text says what to do.</exception>
    public async Task<SmtpConnection> OpenAsync(SmtpJob job, SmtpConnectionPool pool)
    {
        var all = await addresses.FindAsync(job.CancellationToken).ConfigureAwait(false);
        for (var i = 0; ; i++)
        {
            var greeted = false;
            try
            {
                await pool.AdmitAsync(job.CancellationToken).ConfigureAwait(false);
                var wire = await ConnectAsync(all[i], pool, job.CancellationToken).ConfigureAwait(false);
                greeted = true;
                return await OpenAsync(wire, job, pool, options.Security != SmtpSecurity.None).ConfigureAwait(false);
            }
            catch (SmtpSessionException exception) when (exception.IsTlsFailure && !job.IsCancelled)
            {
                // RFC 7435 §3: where TLS fails, no protection is still better than no delivery; whoever wants more says so by its policy.
                await pool.AdmitAsync(job.CancellationToken).ConfigureAwait(false);
                var wire = await ConnectAsync(all[i], pool, job.CancellationToken).ConfigureAwait(false);
                return await OpenAsync(wire, job, pool, withTls: false).ConfigureAwait(false);
            }
            catch (SmtpSessionException) when (i + 1 < all.Length && !job.IsCancelled && (!greeted || options.Direct is not null))
            {
                // The next address. A relay that does not want us would not at another address.
            }
        }
    }

    private async Task<SmtpWire> ConnectAsync(IPAddress address, SmtpConnectionPool pool, CancellationToken cancellationToken)
    {
        try
        {
            var socket = await _dialer.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            var wire = new SmtpWire(socket, time, numbers.Next(), options.OnProtocolLine);
            pool.Watch(wire);
            return wire;
        }
        catch
        {
            pool.NotOpened();
            throw;
        }
    }

    private async Task<SmtpConnection> OpenAsync(SmtpWire wire, SmtpJob job, SmtpConnectionPool pool, bool withTls)
    {
        job.Attach(wire);
        try
        {
            var capabilities = await GreetAsync(wire, withTls, job).ConfigureAwait(false);
            Log.Connected(logger, name, wire.Id, wire.Tls?.SslProtocol ?? SslProtocols.None);
            return new SmtpConnection(options, wire, capabilities, early, time);
        }
        catch
        {
            job.Attach(null);
            pool.Drop(wire);
            throw;
        }
    }

    private async Task<SmtpCapabilities> GreetAsync(SmtpWire wire, bool withTls, SmtpJob job)
    {
        if (options.Security == SmtpSecurity.ImplicitTls)
        {
            await _tls.StartAsync(wire).ConfigureAwait(false);
        }

        var greeting = await wire.ReadReplyAsync(options.Timeouts.Greeting, "before its greeting").ConfigureAwait(false);
        if (greeting.Code != 220)
        {
            throw Refused(SmtpStage.Greeting, greeting, "The relay does not accept connections now.");
        }

        job.Greeting = greeting.GetText();
        var capabilities = await HelloAsync(wire).ConfigureAwait(false);
        if (withTls && options.Security != SmtpSecurity.ImplicitTls && await StartTlsAsync(wire, capabilities).ConfigureAwait(false))
        {
            capabilities = await HelloAsync(wire).ConfigureAwait(false);
        }

        if (options.HasCredentials)
        {
            await _authenticator.AuthenticateAsync(wire, capabilities, job.CancellationToken).ConfigureAwait(false);
        }

        return capabilities;
    }

    private static SmtpSessionException Refused(SmtpStage stage, SmtpReply reply, string sentence)
    {
        var provider = reply.ToProviderReply();
        if (reply.Class is not (4 or 5))
        {
            return new SmtpSessionException(FailureKind.Transient, "The relay gave an answer that does not fit.", provider);
        }

        // The relay does not want us; it has not seen any message that could have failed for good.
        var kind = SmtpFailureTable.Classify(stage, provider);
        return new SmtpSessionException(
            kind is FailureKind.Throttled or FailureKind.Authentication ? kind : FailureKind.Transient, sentence, provider);
    }

    /// <summary>
    /// RFC 3207: required unless it is opportunistic. Octets behind the answer came in clear text and would be taken for answers inside TLS
    /// (CVE-2021-38371 and many alike), so there must be none; what the server offered in clear text is forgotten.
    /// </summary>
    /// <returns>Whether the connection is protected now.</returns>
    private async Task<bool> StartTlsAsync(SmtpWire wire, SmtpCapabilities capabilities)
    {
        var isRequired = options.Security == SmtpSecurity.StartTls;
        if (!capabilities.StartTls)
        {
            return isRequired ? throw NotOffered() : false;
        }

        EnsureNothingUnread(wire);
        wire.WriteCommand("STARTTLS");
        await wire.FlushAsync(options.Timeouts.Command).ConfigureAwait(false);
        var reply = await wire.ReadReplyAsync(options.Timeouts.Command, "after STARTTLS").ConfigureAwait(false);
        if (reply.Code != 220)
        {
            return isRequired || reply.Class is not (4 or 5) || reply.Code == 421
                ? throw Refused(SmtpStage.StartTls, reply, "The relay refused STARTTLS, so nothing was sent.")
                : false;
        }

        EnsureNothingUnread(wire);
        await _tls.StartAsync(wire).ConfigureAwait(false);
        return true;
    }

    private SmtpSessionException NotOffered() => new(
        FailureKind.Transient,
        "The relay does not offer STARTTLS, so nothing was sent: "
        + (options.Direct is null ? "use SmtpSecurity.ImplicitTls with port 465, or ask the relay's operator; " : "")
        + "somebody on the way may have removed the offer.");

    private async Task<SmtpCapabilities> HelloAsync(SmtpWire wire)
    {
        EnsureNothingUnread(wire);
        wire.WriteCommand("EHLO " + LocalName(wire));
        await wire.FlushAsync(options.Timeouts.Command).ConfigureAwait(false);
        var reply = await wire.ReadReplyAsync(options.Timeouts.Command, "after EHLO").ConfigureAwait(false);
        if (reply.Code == 250)
        {
            return SmtpCapabilities.Parse(reply.GetText());
        }

        // A server from before RFC 1869 knows only HELO; it can have neither TLS nor authentication.
        if (reply.Code is not (500 or 502) || options.Security == SmtpSecurity.StartTls || options.HasCredentials)
        {
            throw Refused(SmtpStage.Hello, reply, "The relay refused EHLO: check SmtpOptions.LocalName.");
        }

        wire.WriteCommand("HELO " + LocalName(wire));
        await wire.FlushAsync(options.Timeouts.Command).ConfigureAwait(false);
        reply = await wire.ReadReplyAsync(options.Timeouts.Command, "after HELO").ConfigureAwait(false);
        return reply.Code == 250
            ? SmtpCapabilities.None
            : throw Refused(SmtpStage.Hello, reply, "The relay refused HELO: check SmtpOptions.LocalName.");
    }

    private static void EnsureNothingUnread(SmtpWire wire)
    {
        if (wire.HasUnreadInput)
        {
            throw new SmtpSessionException(
                FailureKind.Transient,
                "The relay sent something that nothing had asked for, so the connection was closed: somebody on the way may have put it in.");
        }
    }

    private string LocalName(SmtpWire wire)
    {
        if (options.LocalName is { } given)
        {
            return given;
        }

        var properties = IPGlobalProperties.GetIPGlobalProperties();
        var host = properties.DomainName.Length > 0 ? $"{properties.HostName}.{properties.DomainName}" : properties.HostName;
        if (host.Contains('.', StringComparison.Ordinal) && EnvelopeAddress.IsDomainOrLiteral(host) && System.Text.Ascii.IsValid(host))
        {
            return host;
        }

        var address = (wire.LocalEndPoint as IPEndPoint)?.Address ?? IPAddress.Loopback;
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        // The zone of a link-local address has no place in a literal (RFC 5321 §4.1.3).
        var text = address.ToString().Split('%')[0];
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{text}]" : $"[{text}]";
    }
}
