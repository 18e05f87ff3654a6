namespace Outreach.Mime;

/// <content>The address headers (RFC 5322 §3.6.2, §3.6.3).</content>
public sealed partial class ParsedMessage
{
    /// <summary>Gets whom the message says it is from, names decoded. Empty if the header is missing or has no address.</summary>
    /// <remarks>Several fields of the name, which RFC 5322 §3.6 forbids, are read as one list; so for all address headers.</remarks>
    public AddressList From => Addresses("From");

    /// <summary>Gets the mailbox that sent for the author, or <see langword="null"/> if there is none.</summary>
    public Mailbox? Sender => Addresses("Sender").Mailboxes is [var first, ..] ? first : null;

    /// <summary>Gets where answers shall go. Empty means: to <see cref="From"/>.</summary>
    public AddressList ReplyTo => Addresses("Reply-To");

    /// <summary>Gets the recipients named in <c>To</c>.</summary>
    public AddressList To => Addresses("To");

    /// <summary>Gets the recipients named in <c>Cc</c>.</summary>
    public AddressList Cc => Addresses("Cc");

    /// <summary>Gets the recipients named in <c>Bcc</c>, which most programs remove before sending.</summary>
    public AddressList Bcc => Addresses("Bcc");

    private AddressList Addresses(string name)
    {
        var entries = new List<AddressListEntry>();
        AddressError error = default;
        foreach (var header in Headers.FindAll(name))
        {
            var list = AddressList.Read(header.RawText);
            error = error == default ? list.Error : error;
            entries.AddRange(list.Entries.Select(Decode));
        }

        return new AddressList(entries, error);
    }

    // Encoded words are decoded after the list is split (RFC 2047 §6.2): a name may decode to a comma or an address.
    private static AddressListEntry Decode(AddressListEntry entry) => new(
        entry.GroupName is { } group ? EncodedWordReader.Decode(group) : null,
        [.. entry.Mailboxes.Select(mailbox => new Mailbox(EncodedWordReader.Decode(mailbox.DisplayName), mailbox.Address))]);
}
