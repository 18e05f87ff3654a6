using System.Buffers;

namespace Outreach.Mime;

/// <summary>
/// The messages of one template version, with all that they share encoded already. Writing one allocates nothing. Safe for use by several
/// threads at once.
/// </summary>
public sealed class PreparedMessage
{
    private readonly byte[] _header;
    private readonly byte[] _structure;
    private readonly MimeCut[] _cuts;
    private readonly bool _isSinglePart;
    private readonly bool _allowEightBit;
    private readonly bool _requiresSmtpUtf8;

    private PreparedMessage(MessageBlueprint blueprint, byte[] structure, MimeCut[] cuts, bool isSinglePart)
    {
        _header = EncodeHeader(blueprint);
        _structure = structure;
        _cuts = cuts;
        _isSinglePart = isSinglePart;
        _allowEightBit = blueprint.AllowEightBit;
        _requiresSmtpUtf8 = blueprint.From.Address.RequiresSmtpUtf8 || blueprint.Sender.Address.RequiresSmtpUtf8 ||
            blueprint.ReplyTo.Concat(blueprint.Cc).Any(mailbox => mailbox.Address.RequiresSmtpUtf8);
    }

    /// <summary>Encodes what all messages of a template version share.</summary>
    /// <param name="blueprint">What they share.</param>
    /// <returns>The prepared form, which keeps nothing of the blueprint's.</returns>
    /// <exception cref="ArgumentException">The blueprint can't be used; the message says what to change.</exception>
    public static PreparedMessage Create(MessageBlueprint blueprint)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        Check(blueprint);
        if (blueprint.Attachments.Concat(blueprint.InlineImages).Any(attachment => attachment.IsStreamed))
        {
            throw new ArgumentException("A prepared message holds its attachments in memory: give their content instead of a stream.", nameof(blueprint));
        }

        var (structure, cuts) = EncodeStructure(blueprint, out var isSinglePart);
        return new PreparedMessage(blueprint, structure, cuts, isSinglePart);
    }

    /// <summary>
    /// Makes the prepared form of the same template version for another author. Bodies, images and attachments are those of this one and are shared, not
    /// encoded again.
    /// </summary>
    /// <param name="blueprint">What goes into the header; the rest of it is not looked at.</param>
    /// <returns>The prepared form.</returns>
    /// <exception cref="ArgumentException">The blueprint can't be used; the message says what to change.</exception>
    public PreparedMessage WithHeader(MessageBlueprint blueprint)
    {
        ArgumentNullException.ThrowIfNull(blueprint);
        Check(blueprint);
        return new PreparedMessage(blueprint, _structure, _cuts, _isSinglePart);
    }

    /// <summary>Writes one message (RFC 5322), ready to be signed and sent.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="values">What is this message's own.</param>
    /// <returns>What the sender needs to know of it.</returns>
    /// <exception cref="ArgumentException">There's no recipient or no id; nothing was written.</exception>
    public MessageSummary Write(IBufferWriter<byte> output, in MessageValues values)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (values.To.Address.IsEmpty || values.MessageId.IsEmpty)
        {
            throw new ArgumentException("A message needs a recipient and an id.", nameof(values));
        }

        var sink = new MessageSink(output);
        HeaderFields.WriteDate(ref sink, values.Date);
        sink.Write(_header);
        HeaderFields.WriteMailboxes(ref sink, "To: "u8, [values.To]);
        HeaderFields.WriteText(ref sink, "Subject: "u8, values.Subject);
        HeaderFields.WriteMessageId(ref sink, "Message-ID: "u8, values.MessageId);
        HeaderFields.WriteMessageId(ref sink, "In-Reply-To: "u8, values.InReplyTo);
        HeaderFields.WriteReferences(ref sink, values.References, values.InReplyTo);
        HeaderFields.WriteListUnsubscribe(ref sink, values.ListUnsubscribe);
        foreach (var header in values.Headers)
        {
            HeaderFields.WriteCustom(ref sink, header);
        }

        var usesEightBit = WriteStructure(ref sink, values);
        sink.Flush();
        var requiresSmtpUtf8 = _requiresSmtpUtf8 || values.To.Address.RequiresSmtpUtf8;
        return new MessageSummary
        {
            Length = sink.Length,
            RequiresSmtpUtf8 = requiresSmtpUtf8,
            RequiresEightBitMime = requiresSmtpUtf8 || usesEightBit,
        };
    }

    private static void Check(MessageBlueprint blueprint)
    {
        ContentRules.Check(blueprint.From, blueprint.ReplyTo, blueprint.Bodies, blueprint.InlineImages);
        if (ContentRules.HasEmpty(blueprint.Cc))
        {
            throw new ArgumentException("Give each mailbox in Cc an address.", nameof(blueprint));
        }
    }

    private static byte[] EncodeHeader(MessageBlueprint blueprint)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var sink = new MessageSink(buffer);
        HeaderFields.WriteMailboxes(ref sink, "From: "u8, [blueprint.From]);
        HeaderFields.WriteOptionalMailbox(ref sink, "Sender: "u8, blueprint.Sender);
        HeaderFields.WriteMailboxes(ref sink, "Reply-To: "u8, [.. blueprint.ReplyTo]);
        HeaderFields.WriteMailboxes(ref sink, "Cc: "u8, [.. blueprint.Cc]);
        HeaderFields.WriteFeedbackId(ref sink, blueprint.FeedbackId);
        HeaderFields.WriteAutoSubmitted(ref sink, blueprint.AutoSubmitted);
        foreach (var header in blueprint.Headers)
        {
            HeaderFields.WriteCustom(ref sink, header);
        }

        sink.Write("MIME-Version: 1.0\r\n"u8);
        sink.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static (byte[] Structure, MimeCut[] Cuts) EncodeStructure(MessageBlueprint blueprint, out bool isSinglePart)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var sink = new MessageSink(buffer);
        var cuts = new List<MimeCut>();
        var content = new MimeContent
        {
            BoundaryId = blueprint.Id,
            Formats = blueprint.Bodies,
            InlineImages = blueprint.InlineImages,
            Attachments = blueprint.Attachments,
            DeferBodies = true,
        };
        MimeStructure.Write(ref sink, content, cuts);
        sink.Flush();
        isSinglePart = content.IsSinglePart;
        return (buffer.WrittenSpan.ToArray(), cuts.ToArray());
    }

    private bool WriteStructure(ref MessageSink sink, in MessageValues values)
    {
        var from = 0;
        var usesEightBit = false;
        foreach (var cut in _cuts)
        {
            sink.Write(_structure.AsSpan(from, cut.Offset - from));
            from = cut.Offset;
            var body = cut.Body switch { BodyFormats.Text => values.Text, BodyFormats.Amp => values.Amp, _ => values.Html };
            usesEightBit |= BodyWriter.Write(ref sink, body, _allowEightBit, _isSinglePart);
        }

        sink.Write(_structure.AsSpan(from));
        return usesEightBit;
    }
}
