namespace Outreach.Mime;

/// <summary>What must hold for the parts of a message to fit together.</summary>
internal static class ContentRules
{
    private const BodyFormats All = BodyFormats.Text | BodyFormats.Amp | BodyFormats.Html;

    public static void Check(Mailbox from, IReadOnlyList<Mailbox> replyTo, BodyFormats bodies, IReadOnlyList<Attachment> inlineImages)
    {
        if (from.Address.IsEmpty)
        {
            throw new ArgumentException("Set From: a message needs an author.", nameof(from));
        }

        if (HasEmpty(replyTo))
        {
            throw new ArgumentException("Give each mailbox in ReplyTo an address.", nameof(replyTo));
        }

        if ((bodies & ~All) != BodyFormats.None || bodies == BodyFormats.Amp)
        {
            throw new ArgumentException("Give an AMP body together with a plain text or HTML body.", nameof(bodies));
        }

        if (inlineImages.Count > 0 && (bodies & BodyFormats.Html) == BodyFormats.None)
        {
            throw new ArgumentException("Give an HTML body, which shows the inline images, or attach them.", nameof(inlineImages));
        }

        if (inlineImages.Any(image => image.ContentId.IsEmpty))
        {
            throw new ArgumentException("Set ContentId of each inline image: the HTML refers to it as cid:….", nameof(inlineImages));
        }
    }

    /// <summary>Says whether a mailbox has no address.</summary>
    public static bool HasEmpty(IReadOnlyList<Mailbox> mailboxes)
    {
        for (var i = 0; i < mailboxes.Count; i++)
        {
            if (mailboxes[i].Address.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }
}
