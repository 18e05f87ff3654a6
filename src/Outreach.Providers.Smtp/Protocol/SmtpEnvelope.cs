using System.Globalization;
using System.Runtime.CompilerServices;

namespace Outreach.Providers.Smtp;

/// <summary>
/// MAIL, RCPT and DATA with their parameters and answers: one recipient a transaction. With PIPELINING all go out together (RFC 2920 §3.1).
/// </summary>
internal sealed partial class SmtpEnvelope(SmtpOptions options, SmtpWire wire, SmtpCapabilities capabilities, EarlyEnvelopes early)
{
    private readonly bool _chunked = capabilities.Chunking && options.UseChunking;
    private readonly bool _dsn = capabilities.Dsn && options.UseDsn;
    private bool _resetWritten;

    public bool IsPipelined { get; } = capabilities.Pipelining && options.UsePipelining;

    /// <summary>Gets or sets whether the server still has parts of a transaction that ended early: RSET goes before the next.</summary>
    public bool NeedsReset { get; set; }

    /// <summary>Gets whether the last exchange left the connection useless.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Gets whether the relay took an envelope that was sent early for commands out of order.</summary>
    public bool IsOutOfOrder { get; private set; }

    public static HandOverResult Refusal(SmtpStage stage, ProviderReply reply)
    {
        var kind = SmtpFailureTable.Classify(stage, reply);
        return new HandOverResult
        {
            Phase = HandOverPhase.Answered,
            Failure = kind,
            Suppression = kind == FailureKind.RejectedRecipient && SmtpHardBounce.Says(reply) ? SuppressionReason.HardBounce : null,
            Reply = reply,
            RetryAfter = RetryAfterReader.Find(reply.Text),
        };
    }

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
    public ValueTask<HandOverResult?> ExchangeAsync(SmtpJob job, bool isWritten)
    {
        IsBroken = IsOutOfOrder = false;
        if (!IsPipelined)
        {
            return ExchangeInTurnsAsync(job);
        }

        if (isWritten)
        {
            return ReadAllAsync(isEarly: true);
        }

        WriteAll(job);
        var flushed = wire.FlushAsync(options.Timeouts.Command);
        return flushed.IsCompletedSuccessfully ? ReadAllAsync(isEarly: false) : ReadAllAfterAsync(flushed);
    }

    private async ValueTask<HandOverResult?> ReadAllAfterAsync(ValueTask flushed)
    {
        await flushed.ConfigureAwait(false);
        return await ReadAllAsync(isEarly: false).ConfigureAwait(false);
    }

    private async ValueTask<HandOverResult?> ExchangeInTurnsAsync(SmtpJob job)
    {
        WriteReset();
        if (_resetWritten)
        {
            await wire.FlushAsync(options.Timeouts.Command).ConfigureAwait(false);
            await ReadResetAsync().ConfigureAwait(false);
        }

        WriteMail(job);
        var refusal = await SayAsync(SmtpStage.Mail).ConfigureAwait(false);
        if (refusal is null)
        {
            WriteRecipient(job);
            refusal = await SayAsync(SmtpStage.Recipient).ConfigureAwait(false);
        }

        if (refusal is null && !_chunked)
        {
            wire.WriteCommand("DATA");
            refusal = await SayAsync(SmtpStage.Data).ConfigureAwait(false);
        }

        NeedsReset = refusal is not null;
        return refusal;
    }

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    private async ValueTask<HandOverResult?> ReadAllAsync(bool isEarly)
    {
        if (_resetWritten)
        {
            await ReadResetAsync().ConfigureAwait(false);
        }

        var mail = await wire.ReadReplyAsync(isEarly ? early.Patience : options.Timeouts.Command, "after MAIL").ConfigureAwait(false);
        var refusal = Judge(SmtpStage.Mail, mail);
        if (isEarly)
        {
            IsOutOfOrder = refusal is not null && EarlyEnvelopes.IsOutOfOrder(refusal.Reply!);
            if (!IsOutOfOrder)
            {
                early.Worked();
            }
        }
        if (!IsBroken)
        {
            var second = Judge(SmtpStage.Recipient, await ReadAsync(SmtpStage.Recipient).ConfigureAwait(false));
            refusal ??= second;
        }

        if (!IsBroken && !_chunked)
        {
            var third = Judge(SmtpStage.Data, await ReadAsync(SmtpStage.Data).ConfigureAwait(false));

            // The server waits for a message although it refused the envelope. RFC 2920 §3.1 suggests a lone dot; but an end of data without
            // an intent must never leave this host, so the connection is given up instead.
            IsBroken |= refusal is not null && third is null;
            refusal ??= third;
        }

        NeedsReset = refusal is not null;
        return refusal;
    }

    private async ValueTask ReadResetAsync()
    {
        _resetWritten = false;
        var reply = await wire.ReadReplyAsync(options.Timeouts.Command, "after RSET").ConfigureAwait(false);
        if (reply.Class != 2)
        {
            throw new SmtpSessionException(FailureKind.Transient, "The relay refused RSET.", reply.ToProviderReply());
        }
    }

    private async ValueTask<HandOverResult?> SayAsync(SmtpStage stage)
    {
        await wire.FlushAsync(options.Timeouts.Command).ConfigureAwait(false);
        return Judge(stage, await ReadAsync(stage).ConfigureAwait(false));
    }

    private ValueTask<SmtpReply> ReadAsync(SmtpStage stage) => stage switch
    {
        SmtpStage.Mail => wire.ReadReplyAsync(options.Timeouts.Command, "after MAIL"),
        SmtpStage.Recipient => wire.ReadReplyAsync(options.Timeouts.Recipient, "after RCPT"),
        _ => wire.ReadReplyAsync(options.Timeouts.DataStart, "after DATA"),
    };

    /// <summary>Makes a refusal of an answer that is no.</summary>
    /// <exception cref="SmtpSessionException">It answers another question.</exception>
    private HandOverResult? Judge(SmtpStage stage, SmtpReply reply)
    {
        var wanted = stage == SmtpStage.Data ? reply.Code == 354 : reply.Code is >= 250 and <= 259;
        if (wanted)
        {
            return null;
        }

        if (reply.Class is not (4 or 5))
        {
            throw new SmtpSessionException(
                FailureKind.Transient, $"The relay gave an answer that does not fit after {Command(stage)}.", reply.ToProviderReply());
        }

        // 421: the server closes the connection, and nothing else follows (RFC 5321 §3.8).
        IsBroken |= reply.Code == 421;
        return Refusal(stage, reply.ToProviderReply());
    }

    private static string Command(SmtpStage stage) => stage switch
    {
        SmtpStage.Mail => "MAIL",
        SmtpStage.Recipient => "RCPT",
        _ => "DATA",
    };
}
