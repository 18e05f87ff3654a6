namespace Outreach.Inbox.Tests;

public sealed class ReplyTextTests
{
    [Theory]
    [InlineData("Yes.\n\nOn Mon, 2 Mar 2026 at 10:00, Bob <bob@example.org> wrote:\n> Hello")]
    [InlineData("Yes.\n\nOn Mon, 2 Mar 2026 at 10:00,\nBob <bob@example.org>\nwrote:\n\n> Hello")]
    [InlineData("Yes.\n\nAm 02.03.26 um 10:00 schrieb Bob:\n> Hello")]
    [InlineData("Yes.\n\nLe lun. 2 mars 2026 à 10:00, Bob <bob@example.org> a écrit :\n> Hello")]
    [InlineData("Yes.\n\n-----Original Message-----\nFrom: Bob\nSent: Monday\nTo: Ada\nSubject: Offer\n\nHello")]
    [InlineData("Yes.\n\n________________________________\nVon: Bob <bob@example.org>\nGesendet: Montag\nAn: Ada\nBetreff: Offer\n\nHello")]
    [InlineData("Yes.\n\n*From:* Bob\n*Date:* Monday\n*To:* Ada\n*Subject:* Offer\n\nHello")]
    [InlineData("Yes.\r\n-- \r\nAda Lovelace\r\nCountess")]
    [InlineData("Yes.\n\nSent from my iPhone")]
    [InlineData("> Do you agree?\n\nYes.\n\n> Bye")]
    [InlineData("Yes.\n\nVon meinem iPhone gesendet\n\n> Am 02.03.2026 um 10:00 schrieb Bob <bob@example.org>:\n> \n> Hello")]
    public void Extract_QuotationOrSignature_IsLeftOut(string text) => Assert.Equal("Yes.", ReplyText.Extract(text));

    [Theory]
    [InlineData("On Monday I wrote: nothing yet.\nThanks")]
    [InlineData("From: our database, To: nobody.")]
    [InlineData("My answer -- in short -- is yes.")]
    [InlineData("Sent from my desk, this is all I know.\nMore later.")]
    [InlineData("a\n\nb")]
    public void Extract_OrdinaryText_IsKept(string text) => Assert.Equal(text, ReplyText.Extract(text));

    [Fact]
    public void Extract_AnswersBetweenQuotations_AreKept() => Assert.Equal(
        "First yes.\n\nThen no.", ReplyText.Extract("On 1 March 2026 Bob wrote:\n> One?\nFirst yes.\n\n> Two?\nThen no.\n"));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("> only\n> quoted")]
    public void Extract_NothingNew_IsEmpty(string text) => Assert.Equal("", ReplyText.Extract(text));

    [Fact]
    public void Extract_LongInput_TakesTimeInProportionToItsLength()
    {
        // Counted in lines, not in seconds: what would be quadratic here does not end within the test run.
        var text = string.Concat(Enumerable.Repeat("On 1 March 2026 somebody <a@example.com>\n", 300_000));
        Assert.NotEmpty(ReplyText.Extract(text));
        Assert.NotEmpty(ReplyText.Extract(new string('-', 3_000_000)));
        Assert.Empty(ReplyText.Extract(new string('>', 3_000_000)));
    }
}
