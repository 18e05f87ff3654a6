using System.Net;
using System.Net.Sockets;
using Outreach.Dns;
using Outreach.Mime;

namespace Outreach.Deliverability;

/// <summary>
/// Asks mail servers about mailboxes with SMTP: greets, names a sender and the recipient, and leaves without sending anything. One connection a
/// host at a time, with pauses. Safe for concurrent use.
/// </summary>
public sealed class SmtpMailboxProbe : IMailboxProbe, IDisposable
{
    private readonly IDnsResolver _dns;
    private readonly SmtpProbeOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly Func<IPAddress, bool> _isAllowed;
    private readonly ProbePace _pace;
    private readonly IMailServerGreetings? _greetings;

    /// <summary>Makes a probe.</summary>
    /// <param name="dns">Finds the addresses of mail exchangers; only public ones are asked.</param>
    /// <param name="options">How it asks.</param>
    /// <param name="timeProvider">The clock for pauses and time limits; <see langword="null"/> for the system's.</param>
    /// <param name="greetings">Learns what the servers say first; <see langword="null"/> for nobody.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public SmtpMailboxProbe(IDnsResolver dns, SmtpProbeOptions options, TimeProvider? timeProvider = null, IMailServerGreetings? greetings = null)
        : this(dns, options, timeProvider, PublicAddresses.IsPublic, greetings)
    {
    }

    internal SmtpMailboxProbe(
        IDnsResolver dns, SmtpProbeOptions options, TimeProvider? timeProvider, Func<IPAddress, bool> isAllowed, IMailServerGreetings? greetings = null)
    {
        ArgumentNullException.ThrowIfNull(dns);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        _dns = dns;
        _options = options;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _isAllowed = isAllowed;
        _greetings = greetings;
        _pace = new ProbePace(options, _timeProvider);
    }

    /// <inheritdoc/>
    public async Task<MailboxProbeResult> ProbeAsync(EmailAddress address, IReadOnlyList<string> hosts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        if (address.RequiresSmtpUtf8)
        {
            return Unknown("only ASCII names are asked about");
        }

        // The preferred host and one other: more would look like an attack.
        var last = Unknown("the domain has no mail exchanger that can be asked");
        foreach (var host in hosts.Take(2))
        {
            using var place = await _pace.WaitAsync(host, cancellationToken).ConfigureAwait(false);
            using var limit = new CancellationTokenSource(_options.Timeout, _timeProvider);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                return await AskAsync(address, host, both.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                last = Unknown($"{host} did not answer in time");
            }
            catch (SocketException exception)
            {
                last = Unknown($"{host} can't be reached: {exception.SocketErrorCode}");
            }
            catch (IOException exception)
            {
                last = Unknown($"{host}: {exception.Message}");
            }
        }

        return last;
    }

    /// <inheritdoc/>
    public void Dispose() => _pace.Dispose();

    private static MailboxProbeResult Unknown(string reply) => new() { Outcome = MailboxOutcome.Unknown, Reply = reply };

    // 4yz says nothing about the mailbox, and neither does a 5yz that speaks of the asker (RFC 3463 §3.8).
    private static MailboxProbeResult Refusal(SmtpProbeReply reply) => new()
    {
        Outcome = reply.Code is 550 or 551 or 553 && !reply.Text.StartsWith("5.7.", StringComparison.Ordinal) ? MailboxOutcome.Refused : MailboxOutcome.Unknown,
        Reply = reply.ToString(),
    };

    private async Task<MailboxProbeResult> AskAsync(EmailAddress address, string host, CancellationToken cancellationToken)
    {
        var answer = await _dns.QueryAsync(host, DnsRecordType.A, cancellationToken).ConfigureAwait(false);
        if (answer.Records.OfType<AddressRecord>().Select(record => record.Address).FirstOrDefault(_isAllowed) is not { } target)
        {
            throw new IOException("it has no public address");
        }

        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(target, _options.Port, cancellationToken).ConfigureAwait(false);
        var dialog = new SmtpProbeDialog(client.GetStream());
        var greeting = await dialog.ReadAsync(cancellationToken).ConfigureAwait(false);
        _greetings?.Learn(address.Domain, greeting.ToString());
        foreach (var command in (string[])["", $"EHLO {_options.HeloName}", $"MAIL FROM:<{_options.MailFrom}>"])
        {
            var reply = command.Length == 0 ? greeting : await dialog.SendAsync(command, cancellationToken).ConfigureAwait(false);
            if (!reply.IsPositive)
            {
                return Unknown(reply.ToString());
            }
        }

        return await AskAboutAsync(dialog, address, cancellationToken).ConfigureAwait(false);
    }

    private async Task<MailboxProbeResult> AskAboutAsync(SmtpProbeDialog dialog, EmailAddress address, CancellationToken cancellationToken)
    {
        var reply = await dialog.SendAsync($"RCPT TO:<{address}>", cancellationToken).ConfigureAwait(false);
        var result = reply.IsPositive ? new MailboxProbeResult { Outcome = MailboxOutcome.Accepted, Reply = reply.ToString() } : Refusal(reply);
        if (reply.IsPositive && _options.DetectCatchAll)
        {
            var nobody = $"{Guid.CreateVersion7(_timeProvider.GetUtcNow()):N}@{address.Domain}";
            var other = await dialog.SendAsync($"RCPT TO:<{nobody}>", cancellationToken).ConfigureAwait(false);
            result = other.IsPositive ? result with { Outcome = MailboxOutcome.CatchAll } : result;
        }

        await dialog.SendAsync("QUIT", cancellationToken).ConfigureAwait(false);
        return result;
    }
}
