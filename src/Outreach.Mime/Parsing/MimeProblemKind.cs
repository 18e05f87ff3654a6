namespace Outreach.Mime;

/// <summary>What is wrong with a parsed message. None of these stops the parser.</summary>
public enum MimeProblemKind
{
    /// <summary>Nothing; the value of an empty <see cref="MimeProblem"/>.</summary>
    None,

    /// <summary>The message is longer than <see cref="MimeParserOptions.MaxTotalBytes"/>; the rest was not read.</summary>
    TooLong,

    /// <summary>There are more parts than <see cref="MimeParserOptions.MaxParts"/>; the rest was not split.</summary>
    TooManyParts,

    /// <summary>Parts are nested deeper than <see cref="MimeParserOptions.MaxDepth"/>; the deepest one was not split.</summary>
    TooDeep,

    /// <summary>A part has more header fields than <see cref="MimeParserOptions.MaxHeaders"/>; the rest was skipped.</summary>
    TooManyHeaders,

    /// <summary>A header section is longer than <see cref="MimeParserOptions.MaxHeaderBytes"/>; the rest was skipped.</summary>
    HeadersTooLong,

    /// <summary>A line in the header section is no field and was skipped.</summary>
    MalformedHeader,

    /// <summary>The header section has no empty line after it (RFC 5322 §2.1).</summary>
    MissingHeaderEnd,

    /// <summary>A multipart has no boundary parameter (RFC 2046 §5.1.1); it was not split.</summary>
    MissingBoundary,

    /// <summary>The first delimiter line of a multipart was not found; it has no parts.</summary>
    MissingFirstDelimiter,

    /// <summary>The closing delimiter line of a multipart was not found: the message may be cut off.</summary>
    MissingCloseDelimiter,

    /// <summary>A body is longer than <see cref="MimeParserOptions.MaxBodyBytes"/>; the rest of it was dropped.</summary>
    BodyTooLong,
}
