using Outreach.Mime;
using Outreach.Tests.Sending;

namespace Outreach.Tests.Content;

/// <summary>Signatures, From and Reply-To.</summary>
public sealed class SignatureTests
{
    private const string Html = "<html><body><p>Hi</p><a href=\"{{ unsubscribe_url }}\">x</a></body></html>";

    [Fact]
    public async Task Signature_ThatNoTemplatePlaces_StandsAtTheEndOfEachBody()
    {
        var mail = await SendAsync(
            sender => sender with { Signature = "Ada <3", SignatureHtml = "<b>Ada</b>" }, new() { Subject = "S", Text = "Hi {{ unsubscribe_url }}", Html = Html });

        Assert.EndsWith("\n\n-- \nAda <3\n", Lf(mail.TextBody), StringComparison.Ordinal);
        Assert.Contains("<div class=\"signature\" style=\"margin-top:1em\"><b>Ada</b></div></body>", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signature_ThatATemplatePlaces_StandsThereOnly()
    {
        var mail = await SendAsync(
            sender => sender with { Signature = "Ada", SignatureHtml = "<b>Ada</b>" },
            new() { Subject = "S", Text = "{{ sender.signature }}, hi {{ unsubscribe_url }}", Html = "<i>{{ sender.signature }}</i> {{ unsubscribe_url }}" });

        Assert.StartsWith("Ada, hi mailto:", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("-- ", mail.TextBody, StringComparison.Ordinal);
        Assert.StartsWith("<i><b>Ada</b></i>", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"signature\"", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ada & Co\nLondon", null, "Ada & Co\nLondon", "Ada &amp; Co<br>\nLondon")]
    [InlineData(null, "<p>Ada &amp; <a href=\"https://a.example\">Co</a></p>", "Ada & Co (https://a.example)", "<p>Ada &amp; <a href=\"https://a.example\">Co</a></p>")]
    public async Task Signature_InOneForm_IsMadeFromTheOther(string? text, string? html, string expectedText, string expectedHtml)
    {
        var mail = await SendAsync(sender => sender with { Signature = text, SignatureHtml = html }, new() { Subject = "S", Html = Html });

        Assert.Contains("-- \n" + expectedText, Lf(mail.TextBody), StringComparison.Ordinal);
        Assert.Contains(expectedHtml, Lf(mail.HtmlBody), StringComparison.Ordinal);
        Assert.Single(Lf(mail.TextBody).Split("-- \n").Skip(1));
    }

    [Fact]
    public async Task WithoutASignature_BodiesAreAsTheyWereWritten()
    {
        var mail = await SendAsync(sender => sender, new() { Subject = "S", Text = "Hi {{ unsubscribe_url }}" });

        Assert.StartsWith("Hi mailto:", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("-- ", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_OfTheCampaign_IsWhatRecipientsSee_AndBouncesGoToTheAccount()
    {
        await using var fixture = new EngineFixture();
        var mail = await SendAsync(
            fixture,
            new()
            {
                Name = "From",
                From = "Grace Hopper <grace@brand.example>",
                ReplyTo = "Team <team@brand.example>",
                Steps = [SequenceStep.Create(new() { Subject = "S", Text = "{{ sender.name }} {{ sender.email }} {{ unsubscribe_url }}" })],
            });

        Assert.Equal("Grace Hopper <grace@brand.example>", Assert.Single(mail.From.Mailboxes).ToString());
        Assert.Equal("Team <team@brand.example>", Assert.Single(mail.ReplyTo.Mailboxes).ToString());
        Assert.StartsWith("Grace Hopper grace@brand.example ", mail.TextBody, StringComparison.Ordinal);
        Assert.StartsWith("bounces+", Assert.Single(fixture.Provider.Taken).EnvelopeSender, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody", null)]
    [InlineData(null, "a@b@c")]
    public async Task Create_WithAMailboxThatCantBeUsed_SaysWhich(string? from, string? replyTo)
    {
        await using var fixture = new EngineFixture();
        await fixture.Get<ISenderAccountStore>().SaveAsync(fixture.Sender);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => fixture.Campaigns.CreateAsync(new()
        {
            Name = "Wrong",
            From = from,
            ReplyTo = replyTo,
            Steps = [SequenceStep.Create(EngineFixture.Template("S", "{{ unsubscribe_url }}"))],
        }));

        Assert.Contains(from is null ? "ReplyTo 'a@b@c'" : "From 'nobody'", error.Message, StringComparison.Ordinal);
    }

    private static async Task<ParsedMessage> SendAsync(Func<SenderAccount, SenderAccount> change, MessageTemplate template)
    {
        await using var fixture = new EngineFixture();
        fixture.Sender = change(fixture.Sender);
        return await SendAsync(fixture, new() { Name = "Signed", Steps = [SequenceStep.Create(template)] });
    }

    private static async Task<ParsedMessage> SendAsync(EngineFixture fixture, CampaignDraft draft)
    {
        await fixture.AddContactsAsync("anna@a.example");
        await fixture.Get<ISenderAccountStore>().SaveAsync(fixture.Sender);
        await fixture.Campaigns.StartAsync(await fixture.Campaigns.CreateAsync(draft));
        await fixture.Engine.RunDueAsync();
        return MimeParser.Parse(Assert.Single(fixture.Provider.Taken).Content);
    }

    private static string Lf(string? text) => text!.ReplaceLineEndings("\n");
}
