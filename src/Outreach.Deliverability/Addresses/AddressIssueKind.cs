namespace Outreach.Deliverability;

/// <summary>What speaks against an address.</summary>
public enum AddressIssueKind
{
    /// <summary>It is no address (RFC 5321, RFC 6531).</summary>
    Syntax,

    /// <summary>Its domain does not exist.</summary>
    NoDomain,

    /// <summary>Its domain has neither mail exchanger nor address, or says that it takes no mail (RFC 7505).</summary>
    NoMailServer,

    /// <summary>DNS could not be asked.</summary>
    DnsFailed,

    /// <summary>It belongs to a role, such as info@, not to a person.</summary>
    Role,

    /// <summary>Its domain gives out addresses to be thrown away.</summary>
    Disposable,

    /// <summary>Its domain looks like a misspelt one.</summary>
    Typo,

    /// <summary>Its local part is not ASCII, which not every server takes (RFC 6531).</summary>
    International,

    /// <summary>Its server says that there is no such mailbox.</summary>
    MailboxRefused,

    /// <summary>Its server takes mail for any name, so that nothing is known about this one.</summary>
    CatchAll,

    /// <summary>Its server could not be asked, or did not say.</summary>
    ProbeFailed,
}
