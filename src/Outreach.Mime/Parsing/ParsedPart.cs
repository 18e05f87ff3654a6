using System.Text;

namespace Outreach.Mime;

/// <summary>One part of a parsed message: the message itself, a container (multipart, message/rfc822), or a leaf with content.</summary>
/// <remarks>
/// Decoded values are computed when asked for. A part that stays in use keeps the bytes of the whole message in memory. Reading is safe from many
/// threads.
/// </remarks>
public sealed class ParsedPart
{
    private readonly MimeDocument _document;
    private readonly bool _inDigest;
    private readonly int _bodyStart;
    private List<ParsedPart>? _children;
    private int _end;
    private ParameterizedHeader? _contentType;
    private ParsedMessage? _message;
    private byte[]? _decoded;

    internal ParsedPart(MimeDocument document, ParsedPart? parent, int start, HeaderSection section, bool inDigest)
    {
        _document = document;
        _inDigest = inDigest;
        _bodyStart = section.BodyStart;
        _end = section.BodyStart;
        Index = document.Parts.Count;
        Parent = parent;
        Depth = parent is null ? 0 : parent.Depth + 1;
        Offset = start;
        Headers = new ParsedHeaders(document.Memory, document.Headers, section.First, section.Count);
        if (parent is not null)
        {
            (parent._children ??= []).Add(this);
        }
    }

    /// <summary>Gets the header fields of the part; for the root, those of the message.</summary>
    public ParsedHeaders Headers { get; }

    /// <summary>Gets the part that contains this one, or <see langword="null"/> for the root.</summary>
    public ParsedPart? Parent { get; }

    /// <summary>Gets the parts directly within, in order; of a message/rfc822 the one part that is its message.</summary>
    public IReadOnlyList<ParsedPart> Children => _children ?? (IReadOnlyList<ParsedPart>)[];

    /// <summary>Gets how many parts are around this one.</summary>
    /// <value>0 for the root, to <see cref="MimeParserOptions.MaxDepth"/>.</value>
    public int Depth { get; }

    /// <summary>Gets where the part's headers start, in bytes from the start of the parsed bytes.</summary>
    public int Offset { get; }

    /// <summary>Gets the media type, such as <c>text/plain</c>.</summary>
    /// <value>Lower case. Where missing or unreadable: <c>text/plain</c>, within a digest <c>message/rfc822</c> (RFC 2045 §5.2, 2046 §5.1.5).</value>
    public string MediaType => ContentType.Value;

    /// <summary>Gets the media type with its parameters (charset, boundary, name, …).</summary>
    public ParameterizedHeader ContentType => _contentType ??= ReadContentType();

    /// <summary>Gets <c>Content-Disposition</c> (RFC 2183), or <see langword="null"/> if there is none.</summary>
    public ParameterizedHeader? Disposition => Headers.Find("Content-Disposition") is { } header ? ParameterizedHeader.Parse(header.RawText) : null;

    /// <summary>Gets the name the sender gave to the content, from either header, decoded by RFC 2231 and, as many clients write it, RFC 2047.</summary>
    /// <remarks>It is untrusted text: it may hold path separators or <c>..</c>. Never use it as a path.</remarks>
    public string? FileName => Decoded(Disposition?["filename"]) ?? Decoded(ContentType["name"]);

    /// <summary>Gets <c>Content-ID</c> without its angle brackets, or <see langword="null"/> if there is none.</summary>
    public string? ContentId => Headers.Find("Content-ID") is { } header ? MessageIds.First(header.RawText) : null;

    /// <summary>Gets the transfer encoding in lower case; <c>7bit</c> when there is none (RFC 2045 §6.1).</summary>
    public string TransferEncoding => TransferEncodings.Read(Headers);

    /// <summary>Gets whether the part is a container of parts and has no content of its own.</summary>
    public bool IsMultipart => MediaType.StartsWith("multipart/", StringComparison.Ordinal);

    /// <summary>Gets whether this is content for another program or another reading, rather than a text to show.</summary>
    /// <value>
    /// True for leaves and messages marked as attachment, with a file name, of a type other than text/plain and text/html, or in an encoding that is
    /// not decoded here (uuencode); false for multiparts.
    /// The name of a message's only part makes no attachment of it.
    /// </value>
    public bool IsAttachment => !IsMultipart
        && (Disposition?.Value == "attachment" || !IsPlainOrHtml || TransferEncodings.IsOpaque(TransferEncoding) || (!IsMessageRoot && FileName is not null));

    /// <summary>Gets how many bytes of the body, still encoded, were not kept (<see cref="MimeParserOptions.MaxBodyBytes"/>).</summary>
    /// <value>Usually 0. Of a container: those of all parts within.</value>
    public long OmittedBytes => _document.Trims.Where(trim => trim.Offset >= _bodyStart && trim.Offset <= _end).Sum(trim => trim.Count);

    /// <summary>Gets the body as it was sent, still encoded. Of a multipart: everything from its preamble to its epilogue.</summary>
    public ReadOnlyMemory<byte> RawBody => _document.Memory[_bodyStart.._end];

    /// <summary>Gets the whole part as it was sent: headers, empty line, body.</summary>
    public ReadOnlyMemory<byte> Raw => _document.Memory[Offset.._end];

    /// <summary>Gets the message within: of message/rfc822 (and message/global) the forwarded or returned mail; of text/rfc822-headers its headers.</summary>
    /// <value><see langword="null"/> for parts of other types, and where a limit was reached.</value>
    public ParsedMessage? Message => _message ??= ReadMessage();

    internal int Index { get; }

    internal MimeDocument Document => _document;

    internal bool IsPlainOrHtml => MediaType is "text/plain" or "text/html";

    internal PartStructure Structure
    {
        get
        {
            var type = Headers.RawSpan("Content-Type");
            if (type.IsEmpty ? !_inDigest : !MayBeContainer(type))
            {
                return PartStructure.Leaf;
            }

            if (IsMultipart)
            {
                return PartStructure.Multipart;
            }

            // An encoded message (which RFC 2046 §5.2.1 forbids) is a leaf until somebody asks for the message in it.
            return MediaType is "message/rfc822" or "message/global" && !TransferEncodings.IsEncoded(TransferEncoding)
                ? PartStructure.Message
                : PartStructure.Leaf;
        }
    }

    /// <summary>Decodes the content from its transfer encoding. Damaged encodings give what can be read of them.</summary>
    /// <returns>The bytes; of 7bit, 8bit, binary and unknown encodings those of <see cref="RawBody"/>, without a copy.</returns>
    public ReadOnlyMemory<byte> ReadContent()
    {
        if (_decoded is null)
        {
            var encoding = IsMultipart ? "" : TransferEncoding;
            if (!TransferEncodings.IsEncoded(encoding))
            {
                return RawBody;
            }

            _decoded = TransferEncodings.Decode(encoding, RawBody.Span);
        }

        return _decoded;
    }

    /// <summary>Decodes the content as text. Never fails: an unknown charset is guessed, and bytes that fit no character become U+FFFD.</summary>
    /// <param name="unflow">
    /// Whether the soft line breaks of <c>format=flowed</c> are removed (RFC 3676), so that each paragraph is one line. Other texts stay as they are.
    /// </param>
    /// <returns>The text; line ends are LF.</returns>
    public string ReadText(bool unflow = true)
    {
        var text = MailText.NormaliseLineEnds(Charsets.Decode(ReadContent().Span, ContentType["charset"]));
        return unflow && IsFlowed
            ? FlowedText.Unflow(text, string.Equals(ContentType["delsp"], "yes", StringComparison.OrdinalIgnoreCase))
            : text;
    }

    /// <inheritdoc/>
    public override string ToString() => FileName is { } name ? $"{MediaType} \"{name}\"" : MediaType;

    internal void End(int end) => _end = Math.Max(_bodyStart, end);

    private bool IsMessageRoot => Parent is null or { Structure: PartStructure.Message };

    private bool IsFlowed => MediaType == "text/plain" && string.Equals(ContentType["format"], "flowed", StringComparison.OrdinalIgnoreCase);

    private static bool MayBeContainer(ReadOnlySpan<byte> type)
    {
        type = type.TrimStart(" \t\r\n"u8);
        return !type.IsEmpty && type[0] is (byte)'m' or (byte)'M' or (byte)'(' or (byte)'"';
    }

    private static string? Decoded(string? value) => string.IsNullOrEmpty(value) ? null : EncodedWordReader.Decode(value);

    private ParameterizedHeader ReadContentType()
    {
        var fallback = _inDigest ? "message/rfc822" : "text/plain";
        return Headers.Find("Content-Type") is { } header
            ? ParameterizedHeader.ParseMediaType(header.RawText, fallback)
            : ParameterizedHeader.OfValue(fallback);
    }

    private ParsedMessage? ReadMessage()
    {
        if (MediaType is "message/rfc822" or "message/global")
        {
            if (_children is [var child])
            {
                return new ParsedMessage(child);
            }

            if (!TransferEncodings.IsEncoded(TransferEncoding))
            {
                return null;
            }
        }
        else if (MediaType is not ("text/rfc822-headers" or "message/global-headers" or "message/rfc822-headers"))
        {
            return null;
        }

        var left = _document.Options.MaxDepth - Depth - 1;
        return left < 0 ? null : MimeParser.Parse(ReadContent(), _document.Options with { MaxDepth = left });
    }
}
