namespace Outreach.Providers.Smtp;

/// <summary>
/// What refusals mean. The first row that fits decides: words and codes that particular providers are known to use come first, then the
/// enhanced codes of RFC 3463 and the IANA registry, then the bare codes of RFC 5321 §4.2.3.
/// </summary>
internal static class SmtpFailureTable
{
    private static readonly string[] RateWords =
    [
        "rate limit", "ratelimit", "throttl", "too many messages", "too many connections", "too many concurrent", "too much mail", "sending limit",
        "sending rate", "sending quota", "daily limit", "hourly limit", "message limit", "unusual rate", "receiving mail at a rate", "slow down",
        "connection limit", "limit exceeded", "exceeded the maximum number of connections", "server busy", "deferred due to user complaints", "[ts0",
    ];

    private static readonly string[] GreylistWords = ["greylist", "graylist", "grey list", "gray list", "grey-list", "postgrey"];

    internal static readonly string[] PolicyWords =
    [
        "spam", "blocked", "blacklist", "blocklist", "block list", "black list", "policy", "reputation", "spamhaus", "barracuda", "denied", "relay",
        "dmarc", "spf", "dkim", "not allowed", "not permitted", "unauthenticated", "banned", "listed",
    ];

    private static readonly string[] MailboxWords = ["user", "mailbox", "recipient", "address", "account", "no such", "unknown"];

    private static readonly string[] FullWords = ["mailbox full", "mailbox is full", "over quota", "quota exceeded", "out of storage space", "exceeded storage"];

    private static readonly SmtpFailureRule[] Rules =
    [
        // Our credentials. 454 says that the check itself failed (RFC 4954 §4.7.?), so it is not here.
        new(FailureKind.Throttled) { Code = 454, Words = RateWords },
        new(FailureKind.Transient) { Code = 454 },
        new(FailureKind.Transient) { Code = 432 },
        new(FailureKind.Authentication) { Code = 530 },
        new(FailureKind.Authentication) { Code = 534 },
        new(FailureKind.Authentication) { Code = 535 },
        new(FailureKind.Authentication) { Code = 538 },
        new(FailureKind.Authentication) { Enhanced = "5.7.8" },
        new(FailureKind.Authentication) { Enhanced = "5.7.9" },
        new(FailureKind.Authentication) { Enhanced = "5.7.14" },
        new(FailureKind.Authentication) { Enhanced = "5.7.30" },   // Exchange Online: basic authentication is retired
        new(FailureKind.Authentication) { Enhanced = "5.7.57" },   // Exchange Online: client was not authenticated
        new(FailureKind.Authentication) { Enhanced = "5.7.139" },  // Exchange Online: basic authentication is disabled
        new(FailureKind.Authentication) { Stage = SmtpStage.Authenticate, Code = 5 },

        // Greylisting looks like a policy refusal but wants nothing but time.
        new(FailureKind.Transient) { Code = 4, Words = GreylistWords },

        // Too much, too fast.
        new(FailureKind.Throttled) { Enhanced = "5.4.5" },         // Gmail: daily sending limit
        new(FailureKind.Throttled) { Enhanced = "5.1.90" },        // Exchange Online: daily recipient limit
        new(FailureKind.Throttled) { Enhanced = "5.2.121" },       // Exchange Online: recipient's hourly limit for one sender
        new(FailureKind.Throttled) { Enhanced = "5.2.122" },       // Exchange Online: recipient's hourly limit
        new(FailureKind.Throttled) { Enhanced = "5.7.232" },       // Exchange Online: tenant's daily limit
        new(FailureKind.Throttled) { Enhanced = "5.7.233" },       // Exchange Online: tenant's daily limit
        new(FailureKind.Throttled) { Enhanced = "5.7.705" },       // Exchange Online: tenant's threshold
        new(FailureKind.Throttled) { Enhanced = "5.7.708" },       // Exchange Online: traffic from this address is refused
        new(FailureKind.Throttled) { Code = 421, Enhanced = "4.7." },
        new(FailureKind.Throttled) { Code = 451, Enhanced = "4.7." },
        new(FailureKind.Throttled) { Code = 450, Enhanced = "4.2.1", Words = RateWords },  // Gmail: the recipient receives too fast
        new(FailureKind.Throttled) { Enhanced = "4.7.28" },        // Gmail: unusual rate
        new(FailureKind.Throttled) { Enhanced = "4.3.2", Words = RateWords },
        new(FailureKind.Throttled) { Enhanced = "*.5.3" },         // too many recipients
        new(FailureKind.Throttled) { Code = 4, Words = RateWords },
        new(FailureKind.Throttled) { Code = 550, Words = ["sending limit", "sending quota", "daily limit", "hourly limit", "rate limit", "message limit"] },

        // A full mailbox empties again: RFC 5321 §4.5.3.1.10 has clients treat 552 at RCPT like 452.
        new(FailureKind.Transient) { Enhanced = "*.2.2" },
        new(FailureKind.Transient) { Code = 552, Stage = SmtpStage.Recipient },
        new(FailureKind.Transient) { Code = 5, Words = FullWords },

        // Everything else that is 4yz.
        new(FailureKind.Transient) { Code = 4 },

        // The sender or its domain, and other people's policies.
        new(FailureKind.Permanent) { Enhanced = "5.1.7" },
        new(FailureKind.Permanent) { Enhanced = "5.1.8" },
        new(FailureKind.Permanent) { Enhanced = "5.7.515" },       // Outlook: the sending domain lacks SPF, DKIM or DMARC
        new(FailureKind.Permanent) { Enhanced = "5.7.26" },        // Gmail: unauthenticated mail
        new(FailureKind.Permanent) { Enhanced = "5.7.27" },        // Gmail: SPF
        new(FailureKind.Permanent) { Enhanced = "5.7.30" },        // Gmail: DKIM
        new(FailureKind.Permanent) { Enhanced = "5.7.509" },       // Exchange Online: DMARC
        new(FailureKind.Permanent) { Enhanced = "5.7.60" },        // Exchange: may not send as this sender
        new(FailureKind.Permanent) { Enhanced = "5.7.23" },        // SPF validation failed (RFC 7372)
        new(FailureKind.Permanent) { Enhanced = "5.7.25" },        // no reverse name (RFC 7372)

        // The recipient.
        new(FailureKind.Permanent) { Enhanced = "5.4.1", Words = ["blocked", "banned"] },
        new(FailureKind.RejectedRecipient) { Enhanced = "5.4.1" }, // Exchange Online: no such recipient
        new(FailureKind.Permanent) { Stage = SmtpStage.Mail, Code = 5 },
        new(FailureKind.RejectedRecipient) { Enhanced = "5.1." },
        new(FailureKind.RejectedRecipient) { Enhanced = "5.2.1" },
        new(FailureKind.RejectedRecipient) { Enhanced = "5.2.0", Stage = SmtpStage.Recipient },
        new(FailureKind.RejectedRecipient) { Enhanced = "5.7.13" },

        // The message.
        new(FailureKind.RejectedContent) { Enhanced = "5.2.3" },
        new(FailureKind.RejectedContent) { Enhanced = "5.3.4" },
        new(FailureKind.RejectedContent) { Enhanced = "5.6." },
        new(FailureKind.RejectedContent) { Enhanced = "5.7.7" },
        new(FailureKind.RejectedContent) { Enhanced = "5.7.1", Stage = SmtpStage.EndOfData },
        new(FailureKind.RejectedContent) { Enhanced = "5.7.0", Stage = SmtpStage.EndOfData },
        new(FailureKind.Permanent) { Enhanced = "5.7." },
        new(FailureKind.Permanent) { Enhanced = "5.5." },
        new(FailureKind.Permanent) { Enhanced = "5.4." },
        new(FailureKind.Permanent) { Enhanced = "5.3." },

        // Without a telling enhanced code: the stage and the words.
        new(FailureKind.Permanent) { Stage = SmtpStage.Recipient, Words = PolicyWords },
        new(FailureKind.RejectedRecipient) { Stage = SmtpStage.Recipient, Code = 550 },
        new(FailureKind.RejectedRecipient) { Stage = SmtpStage.Recipient, Code = 551 },
        new(FailureKind.RejectedRecipient) { Stage = SmtpStage.Recipient, Code = 553 },
        new(FailureKind.RejectedRecipient) { Stage = SmtpStage.Recipient, Code = 554, Words = MailboxWords },
        new(FailureKind.RejectedContent) { Stage = SmtpStage.EndOfData, Words = PolicyWords },
        new(FailureKind.RejectedRecipient) { Stage = SmtpStage.EndOfData, Code = 550, Words = MailboxWords },
        new(FailureKind.RejectedContent) { Stage = SmtpStage.EndOfData, Code = 550 },
        new(FailureKind.RejectedContent) { Stage = SmtpStage.EndOfData, Code = 552 },
        new(FailureKind.RejectedContent) { Stage = SmtpStage.EndOfData, Code = 554 },
    ];

    /// <summary>Classifies a refusal.</summary>
    /// <param name="stage">What was refused.</param>
    /// <param name="reply">A reply with a code from 400 to 599.</param>
    public static FailureKind Classify(SmtpStage stage, ProviderReply reply)
    {
        var code = reply.Code.GetValueOrDefault();
        foreach (var rule in Rules)
        {
            if (rule.Matches(stage, code, reply.EnhancedCode, reply.Text))
            {
                return rule.Kind;
            }
        }

        return FailureKind.Permanent;
    }
}
