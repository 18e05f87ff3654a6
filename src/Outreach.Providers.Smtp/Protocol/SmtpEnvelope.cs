using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Outreach.Providers.Smtp;

/// <summary>
/// MAIL, RCPT and DATA with their parameters and answers: one recipient a transaction. With PIPELINING all go out together (RFC 2920 §3.1).
/// </summary>
internal sealed class SmtpEnvelope(SmtpOptions options, SmtpWire wire, SmtpCapabilities capabilities)
{
    private readonly bool _chunked = capabilities.Chunking && options.UseChunking;
    private readonly bool _dsn = capabilities.Dsn && options.UseDsn;
    private bool _resetWritten;

    public bool IsPipelined { get; } = capabilities.Pipelining && options.UsePipelining;

    /// <summary>Gets or sets whether the server still has parts of a transaction that ended early: RSET goes before the next.</summary>
    public bool NeedsReset { get; set; }

    /// <summary>Gets whether the last exchange left the connection useless.</summary>
    public bool IsBroken { get; private set; }

    public static HandOverResult Refusal(SmtpStage stage, ProviderReply reply) => new()
    {
        Phase = HandOverPhase.Answered,
        Failure = SmtpFailureTable.Classify(stage, reply),
        Reply = reply,
        RetryAfter = RetryAfterReader.Find(reply.Text),
    };

    /// <summary>Tells why this server cannot take the message, or <see langword="null"/>.</summary>
    public HandOverResult? Refuse(SmtpJob job)
    {
        if (job.NeedsUtf8 && !capabilities.SmtpUtf8)
        {
            return SmtpJob.Refuse(
                FailureKind.Permanent,
                "The message needs SMTPUTF8 (non-ASCII addresses or headers), which the relay does not offer: use ASCII addresses or another relay.");
        }

        if (job.Email.Has8BitContent && !capabilities.EightBitMime)
        {
            return SmtpJob.Refuse(
                FailureKind.Permanent,
                "The message has 8-bit content, but the relay does not offer 8BITMIME: encode it with quoted-printable or base64.");
        }

        if (job.Email.Content.Length > capabilities.MaxSize)
        {
            return SmtpJob.Refuse(
                FailureKind.RejectedContent,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The message has {job.Email.Content.Length} octets, but the relay takes at most {capabilities.MaxSize}: make it smaller."));
        }

        return null;
    }

    /// <summary>Writes the whole envelope without sending it.</summary>
    public void WriteAll(SmtpJob job)
    {
        WriteReset();
        WriteMail(job);
        WriteRecipient(job);
        if (!_chunked)
        {
            wire.WriteCommand("DATA");
        }
    }

    /// <summary>Sends the envelope, unless that was done before, and reads the answers.</summary>
    /// <returns>The refusal, or <see langword="null"/> if the content may follow.</returns>
    public async ValueTask<HandOverResult?> ExchangeAsync(SmtpJob job, bool isWritten)
    {
        IsBroken = false;
        if (IsPipelined)
        {
            if (!isWritten)
            {
                WriteAll(job);
                await wire.FlushAsync(options.Timeouts.Command).ConfigureAwait(false);
            }

            return await ReadAllAsync().ConfigureAwait(false);
        }

        WriteReset();
        await ReadResetAsync(flush: true).ConfigureAwait(false);
        WriteMail(job);
        var refusal = await ReadAsync(SmtpStage.Mail, flush: true).ConfigureAwait(false);
        if (refusal is null)
        {
            WriteRecipient(job);
            refusal = await ReadAsync(SmtpStage.Recipient, flush: true).ConfigureAwait(false);
        }

        if (refusal is null && !_chunked)
        {
            wire.WriteCommand("DATA");
            refusal = await ReadAsync(SmtpStage.Data, flush: true).ConfigureAwait(false);
        }

        NeedsReset = refusal is not null;
        return refusal;
    }

    private async ValueTask<HandOverResult?> ReadAllAsync()
    {
        await ReadResetAsync(flush: false).ConfigureAwait(false);
        var refusal = await ReadAsync(SmtpStage.Mail, flush: false).ConfigureAwait(false);
        if (!IsBroken)
        {
            var second = await ReadAsync(SmtpStage.Recipient, flush: false).ConfigureAwait(false);
            refusal ??= second;
        }

        if (!IsBroken && !_chunked)
        {
            var third = await ReadAsync(SmtpStage.Data, flush: false).ConfigureAwait(false);

            // The server waits for a message although it refused the envelope. RFC 2920 §3.1 suggests a lone dot; but an end of data without
            // an intent must never leave this host, so the connection is given up instead.
            IsBroken |= refusal is not null && third is null;
            refusal ??= third;
        }

        NeedsReset = refusal is not null;
        return refusal;
    }

    private async ValueTask ReadResetAsync(bool flush)
    {
        if (!_resetWritten)
        {
            return;
        }

        if (flush)
        {
            await wire.FlushAsync(options.Timeouts.Command).ConfigureAwait(false);
        }

        _resetWritten = false;
        var reply = await wire.ReadReplyAsync(options.Timeouts.Command, "after RSET").ConfigureAwait(false);
        if (reply.Class != 2)
        {
            throw new SmtpSessionException(FailureKind.Transient, "The relay refused RSET.", reply.ToProviderReply());
        }
    }

    private async ValueTask<HandOverResult?> ReadAsync(SmtpStage stage, bool flush)
    {
        if (flush)
        {
            await wire.FlushAsync(options.Timeouts.Command).ConfigureAwait(false);
        }

        var (timeout, when) = stage switch
        {
            SmtpStage.Mail => (options.Timeouts.Command, "after MAIL"),
            SmtpStage.Recipient => (options.Timeouts.Recipient, "after RCPT"),
            _ => (options.Timeouts.DataStart, "after DATA"),
        };
        var reply = await wire.ReadReplyAsync(timeout, when).ConfigureAwait(false);
        var wanted = stage == SmtpStage.Data ? reply.Code == 354 : reply.Code is >= 250 and <= 259;
        if (wanted)
        {
            return null;
        }

        if (reply.Class is not (4 or 5))
        {
            throw new SmtpSessionException(FailureKind.Transient, $"The relay gave an answer that does not fit {when}.", reply.ToProviderReply());
        }

        // 421: the server closes the connection, and nothing else follows (RFC 5321 §3.8).
        IsBroken |= reply.Code == 421;
        return Refusal(stage, reply.ToProviderReply());
    }

    private void WriteReset()
    {
        if (NeedsReset)
        {
            wire.WriteCommand("RSET");
            NeedsReset = false;
            _resetWritten = true;
        }
    }

    private void WriteMail(SmtpJob job)
    {
        var start = wire.BeginCommand();
        wire.Write("MAIL FROM:<"u8);
        wire.Write(job.Sender);
        wire.Write(">"u8);
        if (capabilities.Size)
        {
            wire.Write(" SIZE="u8);
            WriteNumber(job.Email.Content.Length);
        }

        if (capabilities.EightBitMime && job.Email.Has8BitContent)
        {
            wire.Write(" BODY=8BITMIME"u8);
        }

        if (job.NeedsUtf8)
        {
            wire.Write(" SMTPUTF8"u8);
        }

        if (_dsn)
        {
            wire.Write(options.DsnReturn == SmtpDsnReturn.Full ? " RET=FULL ENVID="u8 : " RET=HDRS ENVID="u8);
            WriteEnvelopeId(job.Email.Attempt);
        }

        wire.EndCommand(start);
    }

    private void WriteRecipient(SmtpJob job)
    {
        var start = wire.BeginCommand();
        wire.Write("RCPT TO:<"u8);
        wire.Write(job.Recipient);
        wire.Write(">"u8);
        if (_dsn)
        {
            if (options.DsnNotify != SmtpDsnNotify.ServerDefault)
            {
                wire.Write(" NOTIFY="u8);
                wire.Write(NotifyText(options.DsnNotify));
            }

            wire.Write(" ORCPT="u8);
            WriteOriginalRecipient(job.Recipient);
        }

        wire.EndCommand(start);
    }

    /// <summary>The attempt, as 32 hexadecimal digits, a dot and its number: nothing in it needs xtext (RFC 3461 §4.4).</summary>
    private void WriteEnvelopeId(AttemptId attempt)
    {
        var span = wire.GetSpan(36);
        Utf8Formatter.TryFormat(attempt.SendId, span, out var written, 'N');
        span[written++] = (byte)'.';
        Utf8Formatter.TryFormat(attempt.Number, span[written..], out var digits);
        wire.Advance(written + digits);
    }

    private void WriteNumber(int number)
    {
        Utf8Formatter.TryFormat(number, wire.GetSpan(11), out var written);
        wire.Advance(written);
    }

    private void WriteOriginalRecipient(string recipient)
    {
        if (Ascii.IsValid(recipient))
        {
            wire.Write("rfc822;"u8);
            var span = wire.GetSpan(XText.MaxEncoded(recipient.Length));
            wire.Advance(XText.Encode(recipient, span));
        }
        else
        {
            wire.Write("utf-8;"u8);
            wire.Write(XText.EncodeUnicode(recipient));
        }
    }

    private static string NotifyText(SmtpDsnNotify notify)
    {
        if (notify == SmtpDsnNotify.Never)
        {
            return "NEVER";
        }

        var words = new List<string>(3);
        if (notify.HasFlag(SmtpDsnNotify.Success))
        {
            words.Add("SUCCESS");
        }

        if (notify.HasFlag(SmtpDsnNotify.Failure))
        {
            words.Add("FAILURE");
        }

        if (notify.HasFlag(SmtpDsnNotify.Delay))
        {
            words.Add("DELAY");
        }

        return string.Join(',', words);
    }
}
