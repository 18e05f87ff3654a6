using System.Buffers.Text;
using System.Text;

namespace Outreach.Providers.Smtp;

/// <content>The commands and their parameters.</content>
internal sealed partial class SmtpEnvelope
{
    // The value has at most 500 characters (RFC 3461 §4.2), of which "rfc822;" takes seven. Only addresses full of "+" and "=" come near.
    private const int MaxOriginalRecipient = 493;

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
            WriteOriginalAsciiRecipient(recipient);
        }
        else if (XText.EncodeUnicode(recipient) is var encoded && encoded.Length <= MaxOriginalRecipient)
        {
            wire.Write(" ORCPT=utf-8;"u8);
            wire.Write(encoded);
        }
    }

    private void WriteOriginalAsciiRecipient(string recipient)
    {
        Span<byte> encoded = stackalloc byte[XText.MaxEncoded(EnvelopeAddress.MaxOctets)];
        var length = XText.Encode(recipient, encoded);
        if (length <= MaxOriginalRecipient)
        {
            wire.Write(" ORCPT=rfc822;"u8);
            wire.Write(encoded[..length]);
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
