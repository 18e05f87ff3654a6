namespace Outreach.Mime;

/// <summary>Which syntax an address may have.</summary>
public enum AddressSyntax
{
    /// <summary>
    /// What may be sent to (RFC 5321 §4.1.2 with RFC 6531): no comments, no blanks, a host name or an IP address literal, all length limits.
    /// This is the default.
    /// </summary>
    Strict,

    /// <summary>
    /// What is met when mail is read (RFC 5322 §3.4 and its obsolete forms in §4.4): comments, folding, routes, blanks around dots, misplaced
    /// dots, overlong parts. Control characters are refused here too.
    /// </summary>
    Lenient,
}
