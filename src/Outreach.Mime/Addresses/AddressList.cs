namespace Outreach.Mime;

/// <summary>An address list as it stands in From, To, Cc or Reply-To (RFC 5322 §3.4).</summary>
public sealed class AddressList
{
    internal AddressList(IReadOnlyList<AddressListEntry> entries, AddressError error)
    {
        Entries = entries;
        Error = error;
        Mailboxes = [.. entries.SelectMany(entry => entry.Mailboxes)];
    }

    /// <summary>Gets the entries, in their order.</summary>
    public IReadOnlyList<AddressListEntry> Entries { get; }

    /// <summary>Gets all mailboxes, those of groups included, in their order.</summary>
    public IReadOnlyList<Mailbox> Mailboxes { get; }

    /// <summary>Gets the first error that <see cref="Read"/> stepped over.</summary>
    /// <value><c>default</c> if there was none.</value>
    public AddressError Error { get; }

    /// <summary>Reads a list from a header of a received mail, in the lenient syntax; never fails.</summary>
    /// <param name="text">The header's value; RFC 2047 encoded words stay as they are.</param>
    /// <returns>All entries that can be read; <see cref="Error"/> says what was stepped over.</returns>
    public static AddressList Read(string? text)
    {
        var parser = new AddressParser(text ?? "", AddressSyntax.Lenient);
        return new AddressList(parser.ReadList(stopAtError: false), parser.Error);
    }

    /// <summary>Reads a list in the strict syntax, all or nothing.</summary>
    /// <param name="text">Mailboxes or groups between commas.</param>
    /// <param name="list">The list; empty on failure.</param>
    /// <param name="error">What is wrong, where, and what to do.</param>
    /// <returns>Whether all of it is right.</returns>
    public static bool TryParse(string? text, out AddressList list, out AddressError error)
    {
        var parser = new AddressParser(text ?? "", AddressSyntax.Strict);
        var entries = parser.ReadList(stopAtError: true);
        error = parser.Error;
        list = new AddressList(error.Kind == AddressErrorKind.None ? entries : [], error);
        return error.Kind == AddressErrorKind.None;
    }

    /// <summary>Gets the list as text.</summary>
    /// <returns>The entries with commas between them.</returns>
    public override string ToString() => string.Join(", ", Entries);
}
