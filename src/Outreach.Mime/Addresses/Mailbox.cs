namespace Outreach.Mime;

/// <summary>An address with the name that mail programs show beside it. <c>default</c> has no address.</summary>
public readonly struct Mailbox : IEquatable<Mailbox>
{
    private readonly string? _displayName;

    /// <summary>Initializes a mailbox without a name.</summary>
    /// <param name="address">The address.</param>
    public Mailbox(EmailAddress address) => Address = address;

    /// <summary>Initializes a mailbox.</summary>
    /// <param name="displayName">
    /// The name, any text: control characters and line ends are replaced (<see cref="HeaderText.Clean"/>). Null or empty means none.
    /// </param>
    /// <param name="address">The address.</param>
    public Mailbox(string? displayName, EmailAddress address)
    {
        _displayName = string.IsNullOrEmpty(displayName) ? null : HeaderText.Clean(displayName);
        Address = address;
    }

    /// <summary>Gets the address.</summary>
    public EmailAddress Address { get; }

    /// <summary>Gets the name.</summary>
    /// <value>Empty if there's none.</value>
    public string DisplayName => _displayName ?? "";

    /// <summary>Makes a mailbox without a name.</summary>
    /// <param name="address">The address.</param>
    public static implicit operator Mailbox(EmailAddress address) => new(address);

    /// <summary>Compares two mailboxes.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether name and address are equal.</returns>
    public static bool operator ==(Mailbox left, Mailbox right) => left.Equals(right);

    /// <summary>Compares two mailboxes.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether name or address differ.</returns>
    public static bool operator !=(Mailbox left, Mailbox right) => !left.Equals(right);

    /// <summary>Makes a mailbox without a name.</summary>
    /// <param name="address">The address.</param>
    /// <returns>The mailbox.</returns>
    public static Mailbox FromEmailAddress(EmailAddress address) => new(address);

    /// <summary>Reads a mailbox of known good origin, such as configuration.</summary>
    /// <param name="text">Such as <c>Ann Lee &lt;ann@example.com&gt;</c>, in the strict syntax.</param>
    /// <returns>The mailbox.</returns>
    /// <exception cref="FormatException">It isn't a mailbox; the message says what to do.</exception>
    public static Mailbox Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, AddressSyntax.Strict, out var mailbox, out var error) ? mailbox : throw new FormatException(error.ToString());
    }

    /// <summary>Reads a mailbox in the strict syntax.</summary>
    /// <param name="text">An address, or a name and an address in angle brackets.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <returns>Whether it's a mailbox that may be sent to.</returns>
    public static bool TryParse(string? text, out Mailbox mailbox) => TryParse(text, AddressSyntax.Strict, out mailbox, out _);

    /// <summary>Reads a mailbox.</summary>
    /// <param name="text">An address, or a name and an address in angle brackets. RFC 2047 encoded words stay as they are.</param>
    /// <param name="syntax">What it may look like.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="error">What is wrong, where, and what to do.</param>
    /// <returns>Whether it's a mailbox.</returns>
    public static bool TryParse(string? text, AddressSyntax syntax, out Mailbox mailbox, out AddressError error)
    {
        var parser = new AddressParser(text ?? "", syntax);
        var read = parser.TryReadMailbox(out mailbox);
        error = parser.Error;
        return read;
    }

    /// <summary>Gets the mailbox as text that <see cref="TryParse(string?, out Mailbox)"/> reads back to an equal value.</summary>
    /// <returns>Such as <c>"Lee, Ann" &lt;ann@example.com&gt;</c>; a name that isn't ASCII stays so, encoding belongs to the message.</returns>
    public override string ToString() =>
        DisplayName.Length == 0 ? Address.ToString() : $"{AddressParser.QuotePhrase(DisplayName)} <{Address}>";

    /// <inheritdoc/>
    public bool Equals(Mailbox other) => Address == other.Address && string.Equals(DisplayName, other.DisplayName, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Mailbox other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, DisplayName);
}
