using System.Buffers;
using Outreach.Providers.Http;

namespace Outreach.Providers.Mailgun;

/// <summary>Writes what stands before the message in the form.</summary>
internal static class MailgunForm
{
    public static MultipartForm Write(IBufferWriter<byte> output, OutgoingEmail email, MailgunOptions options)
    {
        var form = new MultipartForm(output);
        form.Field("to", email.EnvelopeRecipient);
        form.Field("v:" + AttemptText.Name, AttemptText.Format(email.Attempt));
        foreach (var (name, value) in options.Variables)
        {
            form.Field("v:" + name, value);
        }

        foreach (var tag in options.Tags)
        {
            form.Field("o:tag", tag);
        }

        // Outreach writes its own links and pixel; a second set would break them and spoil the counts.
        form.Field("o:tracking", "no");
        if (options.TestMode)
        {
            form.Field("o:testmode", "yes");
        }

        form.File("message", "message.eml", "message/rfc822");
        return form;
    }
}
