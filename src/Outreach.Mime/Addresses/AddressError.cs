namespace Outreach.Mime;

/// <summary>What is wrong with an address, where, and what to do. <c>default</c> is "no error".</summary>
/// <param name="kind">What is wrong.</param>
/// <param name="position">The index of the first wrong character.</param>
public readonly struct AddressError(AddressErrorKind kind, int position) : IEquatable<AddressError>
{
    /// <summary>Gets what is wrong.</summary>
    public AddressErrorKind Kind { get; } = kind;

    /// <summary>Gets where it is wrong.</summary>
    /// <value>An index into the text, 0 to its length.</value>
    public int Position { get; } = position;

    /// <summary>Gets a sentence that says what to do; it never contains the address.</summary>
    public string Message => Kind switch
    {
        AddressErrorKind.None => "",
        AddressErrorKind.Empty => "Enter an address, such as name@example.com.",
        AddressErrorKind.MissingAt => "Add '@' and a domain, such as name@example.com.",
        AddressErrorKind.MissingLocalPart => "Add a name before the '@'.",
        AddressErrorKind.MissingDomain => "Add a domain after the '@', such as example.com.",
        AddressErrorKind.MisplacedDot => "Remove the dot: none may stand first, last or beside another dot.",
        AddressErrorKind.InvalidCharacter => "Remove the character, or put the part before the '@' in quotation marks if it belongs there.",
        AddressErrorKind.ControlCharacter => "Remove the control character or line end.",
        AddressErrorKind.UnexpectedSpace => "Remove the blank.",
        AddressErrorKind.UnexpectedComment => "Remove the comment in parentheses.",
        AddressErrorKind.UnexpectedText => "Remove the text after the address; a name with such characters stands in quotation marks before <address>.",
        AddressErrorKind.UnclosedQuote => "Close the quotation mark.",
        AddressErrorKind.UnclosedComment => "Close the parenthesis.",
        AddressErrorKind.UnclosedLiteral => "Close the square bracket.",
        AddressErrorKind.UnclosedAngle => "Close the angle bracket after the address.",
        AddressErrorKind.UnclosedGroup => "End the group with a semicolon.",
        AddressErrorKind.LocalPartTooLong => "Shorten the part before the '@' to 64 octets.",
        AddressErrorKind.DomainTooLong => "Shorten the domain to 253 characters.",
        AddressErrorKind.LabelTooLong => "Shorten each part of the domain between dots to 63 characters.",
        AddressErrorKind.MisplacedHyphen => "Remove the hyphen at the start or end of a part of the domain.",
        AddressErrorKind.InvalidInternationalDomain => "Correct the domain: it isn't a valid internationalised name.",
        AddressErrorKind.InvalidAddressLiteral => "Write [192.0.2.1] or [IPv6:2001:db8::1] inside the square brackets, or a host name without them.",
        _ => "Shorten the address to 254 octets.",
    };

    /// <summary>Compares two errors.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether kind and position are equal.</returns>
    public static bool operator ==(AddressError left, AddressError right) => left.Equals(right);

    /// <summary>Compares two errors.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether kind or position differ.</returns>
    public static bool operator !=(AddressError left, AddressError right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(AddressError other) => Kind == other.Kind && Position == other.Position;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AddressError other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Position);

    /// <summary>Returns the sentence with the position in front.</summary>
    /// <returns>Such as <c>At 4: Remove the blank.</c>, or an empty string if there's no error.</returns>
    public override string ToString() =>
        Kind == AddressErrorKind.None ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"At {Position}: {Message}");
}
