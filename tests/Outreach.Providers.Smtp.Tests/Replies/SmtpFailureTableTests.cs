namespace Outreach.Providers.Smtp.Tests;

public sealed class SmtpFailureTableTests
{
    [Theory]
    [InlineData(SmtpStage.Recipient, 550, "5.1.1", "user unknown", FailureKind.RejectedRecipient)]
    [InlineData(SmtpStage.Recipient, 550, null, "user unknown", FailureKind.RejectedRecipient)]
    [InlineData(SmtpStage.Recipient, 553, null, "mailbox name not allowed", FailureKind.Permanent)]
    [InlineData(SmtpStage.Recipient, 550, "5.2.1", "mailbox disabled", FailureKind.RejectedRecipient)]
    [InlineData(SmtpStage.Recipient, 550, "5.4.1", "Recipient address rejected: Access denied.", FailureKind.RejectedRecipient)]
    [InlineData(SmtpStage.Recipient, 554, "5.7.1", "Service unavailable; Client host blocked using zen.spamhaus.org", FailureKind.Permanent)]
    [InlineData(SmtpStage.Recipient, 550, null, "blocked by policy", FailureKind.Permanent)]
    [InlineData(SmtpStage.Recipient, 552, "5.2.2", "mailbox full", FailureKind.Transient)]
    [InlineData(SmtpStage.Recipient, 552, null, "too much", FailureKind.Transient)]
    [InlineData(SmtpStage.Recipient, 452, "4.2.2", "mailbox full", FailureKind.Transient)]
    [InlineData(SmtpStage.Recipient, 450, "4.7.1", "Greylisted, come back", FailureKind.Transient)]
    [InlineData(SmtpStage.Recipient, 451, "4.7.1", "Greylisting in action", FailureKind.Transient)]
    [InlineData(SmtpStage.Recipient, 450, "4.2.1", "The user you are trying to contact is receiving mail at a rate that", FailureKind.Throttled)]
    [InlineData(SmtpStage.Mail, 421, "4.7.0", "Try again later", FailureKind.Throttled)]
    [InlineData(SmtpStage.Mail, 421, "4.7.28", "unusual rate of unsolicited mail", FailureKind.Throttled)]
    [InlineData(SmtpStage.Mail, 451, "4.7.500", "Server busy", FailureKind.Throttled)]
    [InlineData(SmtpStage.EndOfData, 451, "4.7.651", "temporarily rate limited due to IP reputation", FailureKind.Throttled)]
    [InlineData(SmtpStage.Mail, 421, "4.3.2", "shutting down", FailureKind.Transient)]
    [InlineData(SmtpStage.EndOfData, 454, null, "Throttling failure: Maximum sending rate exceeded.", FailureKind.Throttled)]
    [InlineData(SmtpStage.EndOfData, 550, "5.4.5", "Daily user sending limit exceeded", FailureKind.Throttled)]
    [InlineData(SmtpStage.Recipient, 452, "4.5.3", "too many recipients", FailureKind.Throttled)]
    [InlineData(SmtpStage.EndOfData, 550, "5.7.515", "Access denied, sending domain does not meet the required authentication level", FailureKind.Permanent)]
    [InlineData(SmtpStage.EndOfData, 550, "5.7.26", "unauthenticated", FailureKind.Permanent)]
    [InlineData(SmtpStage.EndOfData, 550, "5.7.1", "our system has detected that this message is likely unsolicited", FailureKind.RejectedContent)]
    [InlineData(SmtpStage.EndOfData, 554, null, "transaction failed", FailureKind.RejectedContent)]
    [InlineData(SmtpStage.EndOfData, 552, "5.3.4", "message too big", FailureKind.RejectedContent)]
    [InlineData(SmtpStage.EndOfData, 552, null, "message size exceeds limit", FailureKind.RejectedContent)]
    [InlineData(SmtpStage.EndOfData, 554, "5.6.0", "bad MIME", FailureKind.RejectedContent)]
    [InlineData(SmtpStage.Mail, 530, "5.7.0", "authentication required", FailureKind.Authentication)]
    [InlineData(SmtpStage.Mail, 530, "5.7.57", "client was not authenticated", FailureKind.Authentication)]
    [InlineData(SmtpStage.Authenticate, 535, "5.7.8", "bad credentials", FailureKind.Authentication)]
    [InlineData(SmtpStage.Authenticate, 535, "5.7.139", "basic authentication is disabled", FailureKind.Authentication)]
    [InlineData(SmtpStage.Authenticate, 504, "5.5.4", "mechanism", FailureKind.Authentication)]
    [InlineData(SmtpStage.Authenticate, 454, "4.7.0", "temporary authentication failure", FailureKind.Transient)]
    [InlineData(SmtpStage.Mail, 550, "5.1.0", "sender refused", FailureKind.Permanent)]
    [InlineData(SmtpStage.Mail, 553, "5.7.1", "sender address not owned", FailureKind.Permanent)]
    [InlineData(SmtpStage.Data, 503, "5.5.1", "bad sequence", FailureKind.Permanent)]
    [InlineData(SmtpStage.EndOfData, 499, null, "odd", FailureKind.Transient)]
    [InlineData(SmtpStage.EndOfData, 599, null, "odd", FailureKind.Permanent)]
    internal void Classify_KnownReply_IsItsKind(SmtpStage stage, int code, string? enhanced, string text, FailureKind expected) =>
        Assert.Equal(expected, SmtpFailureTable.Classify(stage, new ProviderReply { Code = code, EnhancedCode = enhanced, Text = text }));

    [Theory]
    [InlineData(550, "5.1.1", "No such user here", true)]
    [InlineData(550, "5.1.10", "null MX", true)]
    [InlineData(550, "5.1.6", "The user has moved", true)]
    [InlineData(550, null, "User unknown", true)]
    [InlineData(550, null, "The account does not exist", true)]
    [InlineData(550, "5.1.1", "Recipient rejected: your address is on a blocklist", false)]
    [InlineData(550, "5.1.1", "The account is temporarily gone", false)]
    [InlineData(550, null, "The address does not exist or is unable to receive mail", false)]
    [InlineData(550, null, "Access denied", false)]
    [InlineData(550, "5.2.1", "No such user: mailbox disabled", false)]
    [InlineData(550, "5.7.1", "User unknown", false)]
    [InlineData(450, "4.1.1", "User unknown", false)]
    [InlineData(550, null, "No", false)]
    public void HardBounce_IsOnlyWhatLeavesNoDoubt(int code, string? enhanced, string text, bool expected) =>
        Assert.Equal(expected, SmtpHardBounce.Says(new ProviderReply { Code = code, EnhancedCode = enhanced, Text = text }));

    [Fact]
    public void Classify_AnyFourHundred_IsNeverFinal()
    {
        foreach (var stage in Enum.GetValues<SmtpStage>())
        {
            for (var code = 400; code < 500; code++)
            {
                Assert.Contains(
                    SmtpFailureTable.Classify(stage, new ProviderReply { Code = code, Text = "spam user unknown policy" }),
                    (FailureKind[])[FailureKind.Transient, FailureKind.Throttled]);
            }
        }
    }
}
