using System.Collections.Concurrent;
using Outreach.Mime;

namespace Outreach;

/// <summary>The compiled templates of a step's variant, and the parts of its messages that are the same for all recipients of one sender account.</summary>
internal sealed class StepContent(string id, StepFiles files)
{
    private readonly ConcurrentDictionary<Guid, PreparedMessage> _prepared = new();
    private readonly Lock _preparing = new();
    private PreparedMessage? _first;

    /// <summary>Gets the subject, or <see langword="null"/> for a step that continues the conversation.</summary>
    public ICompiledTemplate? Subject { get; init; }

    public ICompiledTemplate? Text { get; init; }

    public ICompiledTemplate? Html { get; init; }

    public ICompiledTemplate? Amp { get; init; }

    /// <summary>Gets the text of chat messages; <see langword="null"/> in a campaign of mail alone.</summary>
    public ICompiledTemplate? Chat { get; init; }

    public StepFiles Files => files;

    /// <summary>Gets the places of mails that ask for a text written for the recipient.</summary>
    public FragmentPlan Fragments => field ??= new(Subject, Text, Html);

    /// <summary>Gets the places of chat messages that ask for a text written for the recipient.</summary>
    public FragmentPlan ChatFragments => field ??= new(null, Chat, null);

    public FragmentPlan FragmentsOf(Channel channel) => channel == Channel.Email ? Fragments : ChatFragments;

    public PreparedMessage Prepare(CampaignRuntime runtime, SenderProfile sender) =>
        _prepared.TryGetValue(sender.Account.Id, out var prepared) ? prepared : Create(runtime, sender);

    /// <summary>Bodies and files are encoded once, whatever the number of accounts: they may be megabytes.</summary>
    private PreparedMessage Create(CampaignRuntime runtime, SenderProfile sender)
    {
        lock (_preparing)
        {
            var blueprint = Blueprint(runtime.Campaign, sender);
            var prepared = _first is null ? _first = PreparedMessage.Create(blueprint) : _first.WithHeader(blueprint);
            return _prepared[sender.Account.Id] = prepared;
        }
    }

    private MessageBlueprint Blueprint(Campaign campaign, SenderProfile sender) => new()
    {
        Id = id,
        From = sender.From,
        ReplyTo = campaign.ReplyTo is null ? [] : [Mailbox.Parse(campaign.ReplyTo)],
        Cc = [.. campaign.Cc.Select(Mailbox.Parse)],
        Bodies = (Text is null ? BodyFormats.None : BodyFormats.Text)
            | (Html is null ? BodyFormats.None : BodyFormats.Html)
            | (Amp is null ? BodyFormats.None : BodyFormats.Amp),
        Attachments = files.Attachments,
        InlineImages = files.InlineImages,
        FeedbackId = campaign.Stream == MessageStream.Marketing
            ? $"{campaign.Id:N}:{campaign.OrganisationId:N}:marketing:outreach"
            : null,
    };
}
