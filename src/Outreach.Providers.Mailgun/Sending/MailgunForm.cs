using System.Buffers;
using System.Text;
using Outreach.Providers.Http;

namespace Outreach.Providers.Mailgun;

/// <summary>Writes what stands around the message in the form (RFC 7578).</summary>
internal static class MailgunForm
{
    public static void Write(PooledBuffer output, string boundary, OutgoingEmail email, MailgunOptions options)
    {
        Field(output, boundary, "to", email.EnvelopeRecipient);
        Field(output, boundary, "v:" + AttemptText.Name, AttemptText.Format(email.Attempt));
        foreach (var (name, value) in options.Variables)
        {
            Field(output, boundary, "v:" + name, value);
        }

        foreach (var tag in options.Tags)
        {
            Field(output, boundary, "o:tag", tag);
        }

        // Outreach writes its own links and pixel; a second set would break them and spoil the counts.
        Field(output, boundary, "o:tracking", "no");
        if (options.TestMode)
        {
            Field(output, boundary, "o:testmode", "yes");
        }

        Text(output, "--");
        Text(output, boundary);
        Text(output, "\r\nContent-Disposition: form-data; name=\"message\"; filename=\"message.eml\"\r\nContent-Type: message/rfc822\r\n\r\n");
    }

    public static byte[] End(string boundary) => Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n");

    private static void Field(PooledBuffer output, string boundary, string name, string value)
    {
        Text(output, "--");
        Text(output, boundary);
        Text(output, "\r\nContent-Disposition: form-data; name=\"");
        Text(output, name);
        Text(output, "\"\r\n\r\n");
        Text(output, value);
        Text(output, "\r\n");
    }

    private static void Text(PooledBuffer output, string text) => Encoding.UTF8.GetBytes(text, output);
}
