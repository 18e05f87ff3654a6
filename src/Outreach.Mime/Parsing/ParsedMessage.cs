namespace Outreach.Mime;

/// <summary>A message that was parsed: its headers, texts, attachments and, of a report, what it reports.</summary>
/// <remarks>All values come from the network: none is to be trusted, and any may be missing. Reading is safe from many threads.</remarks>
public sealed partial class ParsedMessage
{
    private readonly Lazy<IReadOnlyList<ParsedPart>> _parts;

    internal ParsedMessage(ParsedPart root)
    {
        Root = root;
        _parts = new(FindParts);
    }

    /// <summary>Gets the message as a part: the root of its tree of parts.</summary>
    public ParsedPart Root { get; }

    /// <summary>Gets the header fields.</summary>
    public ParsedHeaders Headers => Root.Headers;

    /// <summary>Gets all parts in the order of the message, the root first; those of messages within are among them.</summary>
    public IReadOnlyList<ParsedPart> Parts => _parts.Value;

    /// <summary>Gets what is wrong with the message: at most 100 entries, none for a message in good order.</summary>
    public IReadOnlyList<MimeProblem> Problems => Root.Document.Problems;

    /// <summary>Gets the subject, decoded, or <see langword="null"/> if there is none.</summary>
    public string? Subject => Headers["Subject"];

    /// <summary>Gets the date with the offset the sender wrote, or <see langword="null"/> if it is missing or unreadable.</summary>
    /// <remarks>A zone that says nothing certain (a name that is not of RFC 5322 §4.3) is read as UTC.</remarks>
    public DateTimeOffset? Date => Headers.Find("Date") is { } header ? MailDateReader.Parse(header.RawText) : null;

    /// <summary>Gets the message id without angle brackets, or <see langword="null"/> if there is none.</summary>
    public string? MessageId => Headers.Find("Message-ID") is { } header ? MessageIds.First(header.RawText) : null;

    /// <summary>Gets the ids of the messages that this one answers, without angle brackets.</summary>
    public IReadOnlyList<string> InReplyTo => Ids("In-Reply-To");

    /// <summary>Gets the ids of the messages before this one in its thread, oldest first, without angle brackets.</summary>
    public IReadOnlyList<string> References => Ids("References");

    /// <summary>Gets the text: the content of the text/plain parts that are no attachments, joined by line ends.</summary>
    /// <value>LF line ends, format=flowed unflowed; <see langword="null"/> if there is no such part. Of alternatives the first one counts.</value>
    public string? TextBody => Body("text/plain");

    /// <summary>Gets the HTML: the content of the text/html parts that are no attachments, joined by line ends.</summary>
    /// <value>Untrusted HTML with LF line ends; <see langword="null"/> if there is no such part.</value>
    public string? HtmlBody => Body("text/html");

    /// <summary>Gets the attachments: leaves marked or named as such, contents that are no text, and messages within (not their parts).</summary>
    public IReadOnlyList<ParsedPart> Attachments => OwnParts().Where(part => part.IsAttachment).ToList();

    /// <summary>Gets the <c>report-type</c> of a <c>multipart/report</c> (RFC 6522), such as <c>delivery-status</c> or <c>feedback-report</c>.</summary>
    /// <value>Lower case; <see langword="null"/> if the message is no report or doesn't say.</value>
    public string? ReportType => Root.MediaType == "multipart/report" && Root.ContentType["report-type"] is { } type ? MailText.Lower(type) : null;

    /// <summary>Gets what a bounce or delivery notification says (RFC 3464), wherever its part stands; <see langword="null"/> if there is none.</summary>
    public DeliveryStatus? DeliveryStatus =>
        OwnPart("message/delivery-status", "message/global-delivery-status") is { } part ? DeliveryStatus.Read(part) : null;

    /// <summary>Gets the fields of a complaint (RFC 5965): <c>Feedback-Type</c>, <c>Original-Rcpt-To</c>, …; <see langword="null"/> if there are none.</summary>
    public ParsedHeaders? FeedbackReport => FieldsOf(OwnPart("message/feedback-report"));

    /// <summary>Gets the fields of a read receipt (RFC 8098), or <see langword="null"/> if there are none.</summary>
    public ParsedHeaders? DispositionNotification =>
        FieldsOf(OwnPart("message/disposition-notification", "message/global-disposition-notification"));

    /// <summary>Gets the first message within, or its headers: of a bounce or complaint what was returned, of a forward what was forwarded.</summary>
    public ParsedMessage? EnclosedMessage => OwnParts().Select(part => part.Message).FirstOrDefault(message => message is not null);

    private List<string> Ids(string name) =>
        Headers.FindAll(name).SelectMany(header => MessageIds.ReadAll(header.RawText)).ToList();

    private static ParsedHeaders? FieldsOf(ParsedPart? part) =>
        part is null ? null : FieldGroups.Read(part.ReadContent(), part.Document.Options) is [var fields, ..] ? fields : FieldGroups.Empty;

    private ParsedPart? OwnPart(string mediaType, string? otherMediaType = null) =>
        OwnParts().FirstOrDefault(part => part.MediaType == mediaType || part.MediaType == otherMediaType);

    private string? Body(string mediaType)
    {
        List<string>? texts = null;
        ParsedPart? alternative = null;
        foreach (var part in OwnParts())
        {
            if (part.MediaType != mediaType || part.IsAttachment)
            {
                continue;
            }

            // Alternatives are several forms of one text (RFC 2046 §5.1.4).
            var parent = part.Parent is { MediaType: "multipart/alternative" } ? part.Parent : null;
            if (parent is not null && ReferenceEquals(parent, alternative))
            {
                continue;
            }

            alternative = parent ?? alternative;
            (texts ??= []).Add(part.ReadText());
        }

        return texts is null ? null : string.Join('\n', texts);
    }

    // All parts but those inside of enclosed messages.
    private IEnumerable<ParsedPart> OwnParts()
    {
        var inner = int.MaxValue;
        foreach (var part in Parts)
        {
            if (part.Depth > inner)
            {
                continue;
            }

            inner = part.Structure == PartStructure.Message ? part.Depth : int.MaxValue;
            yield return part;
        }
    }

    // The table of the document is in order, so that a part's descendants are those that follow it and are deeper.
    private List<ParsedPart> FindParts()
    {
        var all = Root.Document.Parts;
        var end = Root.Index + 1;
        while (end < all.Count && all[end].Depth > Root.Depth)
        {
            end++;
        }

        return all.GetRange(Root.Index, end - Root.Index);
    }
}
