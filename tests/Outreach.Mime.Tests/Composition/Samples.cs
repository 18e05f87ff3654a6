using System.Buffers;
using System.Text;

namespace Outreach.Mime.Tests.Composition;

internal static class Samples
{
    public static readonly DateTimeOffset Date = new(2026, 11, 21, 1, 55, 19, TimeSpan.FromHours(2));

    public static readonly MessageId Id = MessageId.Create("c1.p2.s3", "mail.example.com");

    public static MessageBlueprint Blueprint(BodyFormats bodies) => new()
    {
        Id = "template-1/version-3",
        From = Mailbox.Parse("Acme GmbH <sales@example.com>"),
        Bodies = bodies,
    };

    public static byte[] Compose(EmailMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var summary = MessageComposer.Write(message, buffer);
        Assert.Equal(buffer.WrittenCount, summary.Length);
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Compose(PreparedMessage prepared, in MessageValues values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var summary = prepared.Write(buffer, values);
        Assert.Equal(buffer.WrittenCount, summary.Length);
        return buffer.WrittenSpan.ToArray();
    }

    public static string Text(byte[] message) => Encoding.UTF8.GetString(message);
}
