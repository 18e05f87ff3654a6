using System.Buffers;
using System.Text;
using Outreach.Mime;

namespace Outreach.Samples;

/// <summary>One connection: a strict receiver by RFC 5321 that acknowledges a message only when it is on the disk.</summary>
internal sealed class SmtpSession(Stream stream, LocalMailServerOptions options, MailFolder folder)
{
    private const int MaxCommand = 4_096;
    private const int MaxDataLine = 60_000;
    private const int MaxMessage = 26_214_400;

    private readonly SmtpLineReader _reader = new(stream);
    private readonly List<string> _recipients = [];
    private string? _sender;
    private string? _envelopeId;
    private string _client = "unknown";
    private bool _isAuthenticated = options.UserName is null;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await ReplyAsync("220 localhost ESMTP Outreach sample", cancellationToken);
        while (true)
        {
            var line = await _reader.ReadAsync(MaxCommand, cancellationToken);
            if (line.Status != SmtpLineStatus.Line)
            {
                if (line.Status != SmtpLineStatus.End)
                {
                    await ReplyAsync("500 5.5.2 Lines end with CRLF and have at most 4096 octets", cancellationToken);
                }

                return;
            }

            var command = Encoding.UTF8.GetString(line.Bytes.Span);
            if (!await HandleAsync(command, cancellationToken))
            {
                return;
            }
        }
    }

    private async ValueTask<bool> HandleAsync(string command, CancellationToken cancellationToken)
    {
        var space = command.IndexOf(' ', StringComparison.Ordinal);
        var (verb, argument) = space < 0 ? (command, "") : (command[..space], command[(space + 1)..]);
        switch (verb.ToUpperInvariant())
        {
            case "EHLO" or "HELO" when argument.Length > 0:
                await GreetAsync(isExtended: verb.Length > 0 && verb[0] is 'E' or 'e', argument, cancellationToken);
                return true;
            case "AUTH" when options.UserName is not null:
                return await AuthenticateAsync(argument, cancellationToken);
            case "MAIL":
                await ReplyAsync(Mail(argument), cancellationToken);
                return true;
            case "RCPT":
                await ReplyAsync(Recipient(argument), cancellationToken);
                return true;
            case "DATA" when argument.Length == 0:
                return await ReceiveAsync(cancellationToken);
            case "RSET":
                Reset();
                await ReplyAsync("250 2.0.0 Ok", cancellationToken);
                return true;
            case "NOOP":
                await ReplyAsync("250 2.0.0 Ok", cancellationToken);
                return true;
            case "QUIT":
                await ReplyAsync("221 2.0.0 Bye", cancellationToken);
                return false;
            default:
                await ReplyAsync("500 5.5.1 Unknown command", cancellationToken);
                return true;
        }
    }

    private async ValueTask GreetAsync(bool isExtended, string client, CancellationToken cancellationToken)
    {
        Reset();
        _client = string.Concat(client.Where(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '[' or ']' or ':'));
        if (!isExtended)
        {
            await ReplyAsync("250 localhost", cancellationToken);
            return;
        }

        var authentication = options.UserName is null ? "" : "250-AUTH PLAIN LOGIN\r\n";
        await ReplyAsync(
            $"250-localhost\r\n250-PIPELINING\r\n250-SIZE {MaxMessage}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-DSN\r\n{authentication}250 ENHANCEDSTATUSCODES",
            cancellationToken);
    }

    private async ValueTask<bool> AuthenticateAsync(string argument, CancellationToken cancellationToken)
    {
        var parts = argument.Split(' ', 2);
        string[] given;
        switch (parts[0].ToUpperInvariant())
        {
            case "PLAIN":
                var plain = parts.Length > 1 ? parts[1] : await AskAsync("334 ", cancellationToken);
                given = Decode(plain).Split('\0') is [_, var user, var password] ? [user, password] : ["", ""];
                break;
            case "LOGIN":
                var name = parts.Length > 1 ? parts[1] : await AskAsync("334 VXNlcm5hbWU6", cancellationToken);
                given = [Decode(name), Decode(await AskAsync("334 UGFzc3dvcmQ6", cancellationToken))];
                break;
            default:
                await ReplyAsync("504 5.5.4 Unknown mechanism", cancellationToken);
                return true;
        }

        _isAuthenticated = given[0] == options.UserName && given[1] == options.Password;
        await ReplyAsync(_isAuthenticated ? "235 2.7.0 Welcome" : "535 5.7.8 User name or password is wrong", cancellationToken);
        return true;
    }

    private async ValueTask<string> AskAsync(string challenge, CancellationToken cancellationToken)
    {
        await ReplyAsync(challenge, cancellationToken);
        var line = await _reader.ReadAsync(MaxCommand, cancellationToken);
        return line.Status == SmtpLineStatus.Line ? Encoding.ASCII.GetString(line.Bytes.Span) : throw new IOException("The client left during AUTH.");
    }

    private string Mail(string argument)
    {
        if (!_isAuthenticated)
        {
            return "530 5.7.0 Authentication required";
        }

        if (_sender is not null)
        {
            return "503 5.5.1 Nested MAIL";
        }

        if (!TryReadPath(argument, "FROM:", out var address, out var parameters) || (address.Length > 0 && !EmailAddress.TryParse(address, out _)))
        {
            return "501 5.1.7 Bad sender address";
        }

        _envelopeId = null;
        foreach (var parameter in parameters)
        {
            var (name, value) = parameter.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? (parameter[..equals], parameter[(equals + 1)..]) : (parameter, "");
            switch (name.ToUpperInvariant())
            {
                case "SIZE" when long.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var size) && size > MaxMessage:
                    return "552 5.3.4 Message too big";
                case "ENVID":
                    _envelopeId = string.Concat(value.Where(char.IsAscii));
                    break;
                case "SIZE" or "BODY" or "SMTPUTF8" or "RET" or "AUTH":
                    break;
                default:
                    return "555 5.5.4 Unknown parameter";
            }
        }

        _sender = address;
        return "250 2.1.0 Ok";
    }

    private string Recipient(string argument)
    {
        if (_sender is null)
        {
            return "503 5.5.1 MAIL first";
        }

        if (!TryReadPath(argument, "TO:", out var address, out var parameters) || !EmailAddress.TryParse(address, out _))
        {
            return "501 5.1.3 Bad recipient address";
        }

        if (parameters.Any(static parameter => !parameter.StartsWith("NOTIFY=", StringComparison.OrdinalIgnoreCase) && !parameter.StartsWith("ORCPT=", StringComparison.OrdinalIgnoreCase)))
        {
            return "555 5.5.4 Unknown parameter";
        }

        if (_recipients.Count == 100)
        {
            return "452 4.5.3 Too many recipients";
        }

        _recipients.Add(address);
        return "250 2.1.5 Ok";
    }

    private async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_sender is null || _recipients.Count == 0)
        {
            await ReplyAsync("503 5.5.1 MAIL and RCPT first", cancellationToken);
            return true;
        }

        await ReplyAsync("354 End with <CRLF>.<CRLF>", cancellationToken);
        var content = new ArrayBufferWriter<byte>(8_192);
        while (true)
        {
            var line = await _reader.ReadAsync(MaxDataLine, cancellationToken);
            if (line.Status == SmtpLineStatus.End)
            {
                return false;
            }

            if (line.Status != SmtpLineStatus.Line || content.WrittenCount + line.Bytes.Length > MaxMessage)
            {
                await ReplyAsync("554 5.6.0 Lines end with CRLF; messages have at most 25 MiB", cancellationToken);
                return false;
            }

            if (line.Bytes.Span is [(byte)'.'])
            {
                break;
            }

            // A dot at the start of a line was doubled by the client (RFC 5321 §4.5.2).
            content.Write(line.Bytes.Span is [(byte)'.', ..] ? line.Bytes.Span[1..] : line.Bytes.Span);
            content.Write("\r\n"u8);
        }

        var id = "";
        foreach (var recipient in _recipients)
        {
            id = folder.Store(new MailEnvelope(_sender, recipient, _envelopeId), _client, content.WrittenSpan);
        }

        Reset();
        await ReplyAsync($"250 2.0.0 Ok: queued as {id}", cancellationToken);
        return true;
    }

    private void Reset()
    {
        _sender = null;
        _envelopeId = null;
        _recipients.Clear();
    }

    private static bool TryReadPath(string argument, string prefix, out string address, out string[] parameters)
    {
        address = "";
        parameters = [];
        if (!argument.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var path = argument[prefix.Length..];
        var end = path.IndexOf("> ", StringComparison.Ordinal) is > 0 and var inner ? inner : path.Length - 1;
        if (end < 1 || path[0] != '<' || path[end] != '>')
        {
            return false;
        }

        address = path[1..end];
        parameters = path[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return true;
    }

    private static string Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    private ValueTask ReplyAsync(string reply, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"), cancellationToken);
}
