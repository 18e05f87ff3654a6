namespace Outreach;

/// <summary>The kinds of faults for which rows are rejected.</summary>
public enum ImportRejectionCode
{
    /// <summary>The row has neither a mail address nor a Telegram id.</summary>
    NoAddress = 0,

    /// <summary>The mail address has a fault.</summary>
    InvalidAddress = 1,

    /// <summary>The time zone is not known.</summary>
    InvalidTimeZone = 2,

    /// <summary>A field is longer than <see cref="ContactImportOptions.MaxFieldLength"/>.</summary>
    FieldTooLong = 3,

    /// <summary>The row is longer than <see cref="ContactImportOptions.MaxRecordLength"/>.</summary>
    RecordTooLong = 4,

    /// <summary>The row has fewer columns than the header.</summary>
    TooFewColumns = 5,

    /// <summary>The row has more columns than the header, or than <see cref="ContactImportOptions.MaxColumns"/>.</summary>
    TooManyColumns = 6,

    /// <summary>A quotation mark opens a field and is never closed.</summary>
    UnclosedQuote = 7,

    /// <summary>Text follows the quotation mark that closes a field.</summary>
    TextAfterQuote = 8,

    /// <summary>A character is not valid in the file's encoding, or is the sign that an earlier conversion put in its place (U+FFFD).</summary>
    UnreadableCharacter = 9,

    /// <summary>A field has a control character.</summary>
    ControlCharacter = 10,

    /// <summary>No column has addresses, so nothing of the file can be imported.</summary>
    NoAddressColumn = 11,
}
