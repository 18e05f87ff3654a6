namespace Outreach.Providers.Smtp;

/// <summary>
/// Tells which refusals say beyond doubt that an address is not there, so that nothing more is sent to it. Servers also refuse recipients for the
/// sender's sake; where a reply may mean that, the address is left alone: a good address that is never written to again is worse than one more refusal.
/// </summary>
internal static class SmtpHardBounce
{
    /// <summary>RFC 3463 §3.2 and RFC 7505 §4: no such mailbox, no such domain, no address at all, moved, no mail is taken.</summary>
    private static readonly string[] Codes = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"];

    private static readonly string[] Words =
    [
        "does not exist", "doesn't exist", "user unknown", "unknown user", "no such user", "unknown recipient", "recipient unknown", "user not found",
        "recipient not found", "mailbox not found", "no such mailbox", "no such recipient", "no mailbox here", "unknown mailbox",
    ];

    private static readonly string[] Unsure = ["or is unable to receive mail", "temporar", "try again"];

    public static bool Says(ProviderReply reply) =>
        reply.Code >= 500
        && (reply.EnhancedCode is { } code ? Array.IndexOf(Codes, code) >= 0 : ContainsAny(reply.Text, Words))
        && !ContainsAny(reply.Text, Unsure)
        && !ContainsAny(reply.Text, SmtpFailureTable.PolicyWords);

    private static bool ContainsAny(string text, string[] words) => Array.Exists(words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
