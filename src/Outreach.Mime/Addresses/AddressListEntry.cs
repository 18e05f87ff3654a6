namespace Outreach.Mime;

/// <summary>One entry of an address list: a mailbox, or a named group of mailboxes (RFC 5322 §3.4).</summary>
public sealed class AddressListEntry
{
    internal AddressListEntry(string? groupName, IReadOnlyList<Mailbox> mailboxes)
    {
        GroupName = groupName;
        Mailboxes = mailboxes;
    }

    /// <summary>Gets the name of the group.</summary>
    /// <value>Null if the entry is a single mailbox.</value>
    public string? GroupName { get; }

    /// <summary>Gets the mailboxes.</summary>
    /// <value>Exactly one if the entry isn't a group; a group may be empty.</value>
    public IReadOnlyList<Mailbox> Mailboxes { get; }

    /// <summary>Gets the entry as it's written in an address list.</summary>
    /// <returns>Such as <c>Team: ann@example.com, bob@example.com;</c>.</returns>
    public override string ToString() =>
        GroupName is null ? Mailboxes[0].ToString() : $"{AddressParser.QuotePhrase(GroupName)}: {string.Join(", ", Mailboxes)};";
}
