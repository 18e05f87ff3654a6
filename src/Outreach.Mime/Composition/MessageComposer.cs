using System.Buffers;

namespace Outreach.Mime;

/// <summary>Writes single messages (RFC 5322, MIME). Safe for use by several threads at once.</summary>
public static class MessageComposer
{
    /// <summary>How much of a streamed attachment is encoded at a time: whole lines of base64.</summary>
    private const int StreamedBytes = Base64Encoder.LineBytes * 512;

    /// <summary>Writes a message, ready to be signed and sent.</summary>
    /// <param name="message">The message, without streamed attachments.</param>
    /// <param name="output">Takes the bytes.</param>
    /// <returns>What the sender needs to know of it.</returns>
    /// <exception cref="ArgumentException">The message can't be composed; the text says what to change. Nothing was written.</exception>
    public static MessageSummary Write(EmailMessage message, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(output);
        return HasStreamed(message)
            ? throw new ArgumentException("Write a message with streamed attachments by WriteAsync.", nameof(message))
            : Compose(message, output, null);
    }

    /// <summary>Writes a message of any size; streamed attachments are never in memory as a whole.</summary>
    /// <param name="message">The message.</param>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="cancellationToken">Stops it; the output is incomplete then.</param>
    /// <returns>What the sender needs to know of it.</returns>
    /// <exception cref="ArgumentException">The message can't be composed; the text says what to change. Nothing was written.</exception>
    public static async Task<MessageSummary> WriteAsync(
        EmailMessage message, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(output);
        var buffer = new ArrayBufferWriter<byte>();
        var cuts = new List<MimeCut>();
        var summary = Compose(message, buffer, cuts);
        var length = summary.Length;
        var from = 0;
        foreach (var cut in cuts)
        {
            await output.WriteAsync(buffer.WrittenMemory[from..cut.Offset], cancellationToken).ConfigureAwait(false);
            length += await CopyAsync(cut.Attachment!, output, cancellationToken).ConfigureAwait(false);
            from = cut.Offset;
        }

        await output.WriteAsync(buffer.WrittenMemory[from..], cancellationToken).ConfigureAwait(false);
        return summary with { Length = length };
    }

    private static bool HasStreamed(EmailMessage message)
    {
        for (var i = 0; i < message.Attachments.Count; i++)
        {
            if (message.Attachments[i].IsStreamed)
            {
                return true;
            }
        }

        return message.InlineImages.Count > 0 && message.InlineImages.Any(image => image.IsStreamed);
    }

    private static MessageSummary Compose(EmailMessage message, IBufferWriter<byte> output, List<MimeCut>? cuts)
    {
        ContentRules.Check(message.From, message.ReplyTo, message.Bodies, message.InlineImages);
        if (message.To.Count + message.Cc.Count == 0 || message.MessageId.IsEmpty)
        {
            throw new ArgumentException("A message needs a recipient and an id.", nameof(message));
        }

        if (ContentRules.HasEmpty(message.To) || ContentRules.HasEmpty(message.Cc))
        {
            throw new ArgumentException("Give each mailbox in To and Cc an address.", nameof(message));
        }

        var sink = new MessageSink(output);
        var requiresSmtpUtf8 = WriteHeader(ref sink, message);
        using var text = new PooledUtf8(message.Text);
        using var amp = new PooledUtf8(message.Amp);
        using var html = new PooledUtf8(message.Html);
        var content = new MimeContent
        {
            BoundaryId = message.MessageId.Span,
            Formats = message.Bodies,
            InlineImages = message.InlineImages,
            Attachments = message.Attachments,
            AllowEightBit = message.AllowEightBit,
            Text = text.Bytes,
            Amp = amp.Bytes,
            Html = html.Bytes,
        };
        var usesEightBit = MimeStructure.Write(ref sink, content, cuts);
        sink.Flush();
        return new MessageSummary
        {
            Length = sink.Length,
            RequiresSmtpUtf8 = requiresSmtpUtf8,
            RequiresEightBitMime = requiresSmtpUtf8 || usesEightBit,
        };
    }

    /// <summary>Writes all fields but Content-Type and those after it.</summary>
    /// <returns>Whether an address isn't ASCII.</returns>
    private static bool WriteHeader(ref MessageSink sink, EmailMessage message)
    {
        HeaderFields.WriteDate(ref sink, message.Date);
        HeaderFields.WriteMailboxes(ref sink, "From: "u8, [message.From]);
        HeaderFields.WriteOptionalMailbox(ref sink, "Sender: "u8, message.Sender);
        var utf8 = message.From.Address.RequiresSmtpUtf8 | message.Sender.Address.RequiresSmtpUtf8;
        utf8 |= HeaderFields.WriteMailboxes(ref sink, "Reply-To: "u8, message.ReplyTo);
        utf8 |= HeaderFields.WriteMailboxes(ref sink, "To: "u8, message.To);
        utf8 |= HeaderFields.WriteMailboxes(ref sink, "Cc: "u8, message.Cc);
        HeaderFields.WriteText(ref sink, "Subject: "u8, message.Subject);
        HeaderFields.WriteMessageId(ref sink, "Message-ID: "u8, message.MessageId);
        HeaderFields.WriteMessageId(ref sink, "In-Reply-To: "u8, message.InReplyTo);
        HeaderFields.WriteReferences(ref sink, message.References, message.InReplyTo);
        HeaderFields.WriteListUnsubscribe(ref sink, message.ListUnsubscribe);
        HeaderFields.WriteFeedbackId(ref sink, message.FeedbackId);
        HeaderFields.WriteAutoSubmitted(ref sink, message.AutoSubmitted);
        for (var i = 0; i < message.Headers.Count; i++)
        {
            HeaderFields.WriteCustom(ref sink, message.Headers[i]);
        }

        sink.Write("MIME-Version: 1.0\r\n"u8);
        return utf8;
    }

    private static async Task<long> CopyAsync(Attachment attachment, Stream output, CancellationToken cancellationToken)
    {
        var input = await attachment.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var owned = input.ConfigureAwait(false);
        var bytes = ArrayPool<byte>.Shared.Rent(StreamedBytes);
        try
        {
            var encoded = new ArrayBufferWriter<byte>(StreamedBytes * 3 / 2);
            var length = 0L;
            while (true)
            {
                var count = await input.ReadAtLeastAsync(bytes.AsMemory(0, StreamedBytes), StreamedBytes, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);
                if (count > 0)
                {
                    Encode(bytes.AsSpan(0, count), encoded, lineEndFirst: length > 0);
                    await output.WriteAsync(encoded.WrittenMemory, cancellationToken).ConfigureAwait(false);
                    length += encoded.WrittenCount;
                    encoded.ResetWrittenCount();
                }

                if (count < StreamedBytes)
                {
                    return length;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static void Encode(ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> encoded, bool lineEndFirst)
    {
        var sink = new MessageSink(encoded);
        sink.Write(lineEndFirst ? "\r\n"u8 : ""u8);
        Base64Encoder.Write(ref sink, bytes);
        sink.Flush();
    }
}
