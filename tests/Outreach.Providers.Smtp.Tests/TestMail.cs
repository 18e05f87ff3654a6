using System.Text;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>Messages and permissions for tests.</summary>
internal static class TestMail
{
    public static OutgoingEmail Create(string content = "Subject: hello\r\n\r\nHello.\r\n", string recipient = "bob@sink.test", byte number = 1) => new()
    {
        Attempt = new AttemptId(new Guid("0198f6e2-0000-7000-8000-000000000001"), number),
        EnvelopeSender = "bounces+t@outreach.test",
        EnvelopeRecipient = recipient,
        MessageId = "<1@outreach.test>",
        Content = Encoding.UTF8.GetBytes(content),
    };
}
