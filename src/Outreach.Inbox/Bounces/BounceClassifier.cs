namespace Outreach.Inbox;

/// <summary>
/// Finds the reason of a bounce in its status code and in what the server said. Servers use the code 5.1.1 also for full disks, and 5.0.0 for
/// unknown users, so plain words come before codes. Where in doubt the reason is a soft one: a good address that is kept from being
/// written to for ever is worse than one more bounce.
/// </summary>
internal static class BounceClassifier
{
    private static readonly string[] Full =
    [
        "mailbox full", "mailbox is full", "mailbox for user is full", "over quota", "overquota", "quota exceeded", "exceeded storage", "quota full",
        "disk space", "storage limit", "out of storage", "insufficient system storage", "insufficient storage", "inbox is full",
        "mail box full", "exceeds the quota", "exceeded his quota", "exceeded its quota", "over its quota", "full mailbox", "maildir over",
    ];

    private static readonly string[] LocalProgram =
        ["command output", "procmail", "couldn't create", "can't create", "lock failure", "pipe to |", "maildrop", "mailer error"];

    private static readonly string[] NoMailAccepted =
        ["does not accept mail", "doesn't accept mail", "null mx", "doesn't receive email", "does not receive email", "does not receive mail"];

    private static readonly string[] Disabled =
    [
        "disabled", "suspended", "is frozen", "deactivated", "inactive", "account expired", "locked", "account that you tried to reach is over",
        "on vacation and", "mailbox unavailable or access denied",
    ];

    private static readonly string[] TooLarge =
        ["message size exceeds", "message too large", "too big", "exceeds fixed maximum", "size limit", "message is too large", "exceeds the maximum size"];

    private static readonly string[] Throttled =
    [
        "rate limit", "too many connections", "too many recipients", "too many messages", "receiving mail at a rate", "throttl", "greylist",
        "graylist", "too fast", "try again later", "temporarily deferred",
    ];

    private static readonly string[] Blocklists = ["spamhaus", "spamcop", "dnsbl", "blocklist", "block list", "blacklist", "black list", "blocked using"];

    private static readonly string[] Content =
        ["spam", "virus", "malware", "message content", "content presents", "bulk mail", "unsolicited", "phish", "header error", "message rejected due to content"];

    private static readonly string[] Policy =
    [
        "blocked", "denied", "policy", "spf", "dkim", "dmarc", "authentication", "unauthenticated",
        "reverse dns", "ptr record", "reputation", "relay", "not allowed", "not permitted", "not accepted", "banned", "refused by", "rejected by",
        "sender address rejected", "sender rejected", "from: header", "from: domain", "domain of sender", "sender domain", "unverif", "protocol violation",
        "use the smtp server", "not authorized", "not authorised", "verify your address",
    ];

    /// <summary>Says without doubt that the mailbox or its domain is not there.</summary>
    private static readonly string[] SurelyUnknownAddress =
    [
        "address not found", "address couldn't be found", "address could not be found", "account does not exist", "account that you tried to reach does not exist",
        "user does not exist", "user doesn't exist", "mailbox does not exist", "mailbox doesn't exist", "recipient does not exist",
        "address does not exist", "address doesn't exist", "user doesn't have a", "user does not have a", "no such user here", "no such recipient", "no such mailbox",
        "recipient not found", "recipientnotfound", "no such address", "not a valid mailbox", "unknown or illegal user", "unknown or illegal alias",
        "mailbox not found", "no mailbox here", "user not found", "account is unavailable", "account not found", "or domain may not exist",
        "empfänger unbekannt", "adresse d au moins un destinataire invalide", "utilisateur inconnu", "usuario desconocido", "invalid recipient",
    ];

    /// <summary>Says it in words that some servers also use to refuse a message after its text, for an address that they took before.</summary>
    private static readonly string[] LikelyUnknownAddress =
    [
        "user unknown", "unknown user", "no such user", "unknown recipient", "recipient unknown", "address unknown", "unknown address", "unknown mailbox",
        "not a registered", "recipient address rejected", "unknown local", "not our customer", "no valid recipient", "invalid mailbox",
    ];

    /// <summary>A large provider's notice for both: the address is not there, or the message was refused.</summary>
    private static readonly string[] EitherOr = ["or is unable to receive mail"];

    private static readonly string[] UnknownDomain =
    [
        "host unknown", "unknown host", "host not found", "domain not found", "nxdomain", "no such domain", "domain does not exist", "unrouteable address",
        "unroutable address", "name or service not known", "unknown domain", "no such host", "unrouteable mail domain",
    ];

    private static readonly string[] Moved = ["user has moved", "has moved to", "not our user", "no longer at this", "user not local", "no longer with", "no longer works"];

    private static readonly string[] Network =
    [
        "timed out", "timeout", "connection refused", "could not be delivered for", "lookup failure", "name service error", "connection reset", "unreachable",
        "no route", "lost connection", "did not accept our requests", "retry time", "too many hops", "network is", "host lookup did not complete",
    ];

    internal static BounceReason Classify(string? status, int? replyCode, ReadOnlySpan<char> said)
    {
        var phase = SmtpPhase.Of(said);
        if (MailWords.ContainsAny(said, Full) || EndsWith(status, ".2.2") || EndsWith(status, ".3.1"))
        {
            return BounceReason.Full;
        }

        if (MailWords.ContainsAny(said, LocalProgram))
        {
            return BounceReason.System;
        }

        var temporary = IsTemporary(status, replyCode);
        if (phase != SmtpPhaseKind.MailFrom && HardReason(status, said, phase, temporary) is { } hard)
        {
            return hard;
        }

        return SoftReason(status, said, phase);
    }

    private static BounceReason? HardReason(string? status, ReadOnlySpan<char> said, SmtpPhaseKind phase, bool temporary)
    {
        if (temporary)
        {
            // A server that says "unknown" with a temporary code, and the message given up: the code is a cautious setting of the server.
            return EndsWith(status, ".1.1") && MailWords.ContainsAny(said, LikelyUnknownAddress) ? BounceReason.UnknownAddress : null;
        }

        if (MailWords.ContainsAny(said, NoMailAccepted) || EndsWith(status, ".1.10"))
        {
            return BounceReason.NoMailAccepted;
        }

        if (MailWords.ContainsAny(said, SurelyUnknownAddress) && !MailWords.ContainsAny(said, EitherOr))
        {
            return BounceReason.UnknownAddress;
        }

        if (MailWords.ContainsAny(said, LikelyUnknownAddress) && IsAboutAddress(status, phase))
        {
            return BounceReason.UnknownAddress;
        }

        if (MailWords.ContainsAny(said, UnknownDomain) || EndsWith(status, ".1.2"))
        {
            return BounceReason.UnknownDomain;
        }

        if (MailWords.ContainsAny(said, Moved) || EndsWith(status, ".1.6"))
        {
            return BounceReason.Moved;
        }

        return EndsWith(status, ".1.1") || EndsWith(status, ".1.3") ? BounceReason.UnknownAddress : null;
    }

    private static bool IsAboutAddress(string? status, SmtpPhaseKind phase) => status is null
        ? phase != SmtpPhaseKind.Data
        : status.Contains(".1.", StringComparison.Ordinal) || EndsWith(status, ".2.1") || (EndsWith(status, ".0.0") && phase == SmtpPhaseKind.Recipient);

    private static BounceReason SoftReason(string? status, ReadOnlySpan<char> said, SmtpPhaseKind phase)
    {
        if (MailWords.ContainsAny(said, Throttled) || EndsWith(status, ".4.5"))
        {
            return BounceReason.Throttled;
        }

        if (MailWords.ContainsAny(said, TooLarge) || EndsWith(status, ".3.4") || EndsWith(status, ".2.3"))
        {
            return BounceReason.TooLarge;
        }

        if (MailWords.ContainsAny(said, Blocklists))
        {
            return BounceReason.Policy;
        }

        if (MailWords.ContainsAny(said, Content) || SubjectOf(status) == '6')
        {
            return BounceReason.Content;
        }

        if (MailWords.ContainsAny(said, Policy) || SubjectOf(status) == '7' || phase == SmtpPhaseKind.MailFrom || EndsWith(status, ".1.8"))
        {
            return MailWords.ContainsAny(said, Disabled) ? BounceReason.Disabled : BounceReason.Policy;
        }

        if (MailWords.ContainsAny(said, Disabled) || EndsWith(status, ".2.1"))
        {
            return BounceReason.Disabled;
        }

        if (MailWords.ContainsAny(said, Network) || SubjectOf(status) == '4')
        {
            return BounceReason.Network;
        }

        return SubjectOf(status) is '3' or '5' ? BounceReason.System : BounceReason.Unknown;
    }

    private static bool IsTemporary(string? status, int? replyCode) =>
        status is not null ? status[0] == '4' : replyCode is >= 400 and < 500;

    private static bool EndsWith(string? status, string ending) => status is not null && status.AsSpan(1).SequenceEqual(ending);

    private static char SubjectOf(string? status) => status is { Length: >= 5 } && status[3] == '.' ? status[2] : '0';
}
