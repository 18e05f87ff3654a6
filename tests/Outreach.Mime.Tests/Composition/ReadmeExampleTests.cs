using System.Buffers;

namespace Outreach.Mime.Tests.Composition;

/// <summary>The examples of the package's README, as they stand there.</summary>
public sealed class ReadmeExampleTests
{
    [Theory]
    [InlineData("bob", "Add '@' and a domain, such as name@example.com. (character 4)")]
    [InlineData("Bob@Example.com", "bob@example.com")]
    public void Addresses_AreReadAsShown(string input, string result) => Assert.Equal(result, Read(input));

    [Fact]
    public void Messages_AreComposedAsShown()
    {
        var sender = Mailbox.Parse("Ann Lee <ann@bücher.example>");
        var address = EmailAddress.Parse("bob@example.com");
        var output = new ArrayBufferWriter<byte>();
        var timeProvider = TimeProvider.System;
        var prepared = PreparedMessage.Create(new MessageBlueprint
        {
            Id = "template-7/version-3",
            From = sender,
            Bodies = BodyFormats.Text | BodyFormats.Html,
            Attachments = [new Attachment("terms.pdf", "application/pdf", new byte[10])],
        });

        MessageSummary summary = prepared.Write(output, new MessageValues
        {
            To = new Mailbox("Bob Moore", address),
            MessageId = MessageId.Create("campaign.participant.step", "mail.example.com"),
            Date = timeProvider.GetLocalNow(),
            Subject = "Hello"u8,
            Text = "Text"u8,
            Html = "<p>Text</p>"u8,
            ListUnsubscribe = new ListUnsubscribe("https://example.com/u/token"),
        });

        Assert.Equal(output.WrittenCount, summary.Length);
        Assert.Equal(["ann@xn--bcher-kva.example"], AddressList.Read(WireReader.Field(output.WrittenSpan.ToArray(), "From")).Mailboxes.Select(m => m.Address.ToString()));
    }

    private static string Read(string input)
    {
        if (!EmailAddress.TryParse(input, AddressSyntax.Strict, out var address, out var error))
        {
            return $"{error.Message} (character {error.Position + 1})";
        }

        return address.ToNormalizedString();
    }
}
