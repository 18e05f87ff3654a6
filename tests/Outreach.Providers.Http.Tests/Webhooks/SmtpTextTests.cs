namespace Outreach.Providers.Http.Tests;

public sealed class SmtpTextTests
{
    [Theory]
    [InlineData("250 2.0.0 OK", 250, "2.0.0")]
    [InlineData("550-5.1.1 The account does not exist", 550, "5.1.1")]
    [InlineData("smtp; 452 4.2.2 over quota", 452, "4.2.2")]
    [InlineData("421", 421, null)]
    [InlineData("host 10.250.1.1 said nothing", null, null)]
    [InlineData("connection timed out after 300s", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void Text_OfAServer_KeepsItsCodesAndItsWords(string? text, int? code, string? enhanced)
    {
        var reply = SmtpText.ToReply(text);

        Assert.Equal((code, enhanced, text ?? ""), (reply.Code, reply.EnhancedCode, reply.Text));
    }

    [Theory]
    [InlineData(550, "5.1.2", 550, "5.1.2")]
    [InlineData(605, "5.1.2.3", 554, "5.7.1")]
    [InlineData(0, "", 554, "5.7.1")]
    public void Codes_ToldApart_GoBeforeThoseOfTheText_IfTheyAreAny(int told, string toldEnhanced, int code, string enhanced)
    {
        var reply = SmtpText.ToReply("554 5.7.1 refused", told, toldEnhanced, "id");

        Assert.Equal((code, enhanced, "id"), (reply.Code, reply.EnhancedCode, reply.ProviderMessageId));
    }

    [Fact]
    public void Text_ThatIsLong_IsCut() => Assert.Equal(2_000, SmtpText.ToReply(new string('5', 1_000_000)).Text.Length);
}
