namespace Outreach.Mime;

/// <summary>Why a text isn't an address.</summary>
public enum AddressErrorKind
{
    /// <summary>No error.</summary>
    None,

    /// <summary>The text is empty or blank.</summary>
    Empty,

    /// <summary>There is no <c>@</c>.</summary>
    MissingAt,

    /// <summary>Nothing stands before the <c>@</c>.</summary>
    MissingLocalPart,

    /// <summary>Nothing stands after the <c>@</c>.</summary>
    MissingDomain,

    /// <summary>A dot stands at the start or end of a part, or beside another dot.</summary>
    MisplacedDot,

    /// <summary>A character isn't allowed at its place.</summary>
    InvalidCharacter,

    /// <summary>A control character, a line end (also a Unicode one) or half a surrogate pair.</summary>
    ControlCharacter,

    /// <summary>A blank where none may be.</summary>
    UnexpectedSpace,

    /// <summary>A comment in parentheses where the strict syntax has none.</summary>
    UnexpectedComment,

    /// <summary>More text follows the address.</summary>
    UnexpectedText,

    /// <summary>A quotation mark has no partner.</summary>
    UnclosedQuote,

    /// <summary>A parenthesis has no partner.</summary>
    UnclosedComment,

    /// <summary>A square bracket has no partner.</summary>
    UnclosedLiteral,

    /// <summary>An angle bracket has no partner.</summary>
    UnclosedAngle,

    /// <summary>A group has no closing semicolon.</summary>
    UnclosedGroup,

    /// <summary>The part before the <c>@</c> is longer than 64 octets (RFC 5321 §4.5.3.1.1).</summary>
    LocalPartTooLong,

    /// <summary>The domain is longer than DNS allows: 253 characters, which are 255 octets there (RFC 1035 §2.3.4).</summary>
    DomainTooLong,

    /// <summary>A label of the domain is longer than 63 octets (RFC 1035 §2.3.4).</summary>
    LabelTooLong,

    /// <summary>A label of the domain starts or ends with a hyphen.</summary>
    MisplacedHyphen,

    /// <summary>The domain isn't a valid internationalised name (UTS #46).</summary>
    InvalidInternationalDomain,

    /// <summary>The text in square brackets isn't an IPv4 or <c>IPv6:</c> address.</summary>
    InvalidAddressLiteral,

    /// <summary>The whole address is longer than 254 octets (RFC 5321 §4.5.3.1.3), or, when read leniently, than 998.</summary>
    AddressTooLong,
}
