using System.Collections.Concurrent;
using Outreach.Mime;

namespace Outreach;

/// <summary>The compiled templates of a step's variant, and the parts of its messages that are the same for all recipients of one sender account.</summary>
internal sealed class StepContent(string id, ICompiledTemplate? subject, ICompiledTemplate? text, ICompiledTemplate? html)
{
    private readonly ConcurrentDictionary<Guid, PreparedMessage> _prepared = new();

    /// <summary>Gets the subject, or <see langword="null"/> for a step that continues the conversation.</summary>
    public ICompiledTemplate? Subject => subject;

    public ICompiledTemplate? Text => text;

    public ICompiledTemplate? Html => html;

    /// <summary>Gets the places that ask for a text written for the recipient.</summary>
    public FragmentPlan Fragments { get; } = new(subject, text, html);

    public PreparedMessage Prepare(Campaign campaign, SenderAccount sender) =>
        _prepared.TryGetValue(sender.Id, out var prepared) ? prepared : _prepared.GetOrAdd(sender.Id, Create(campaign, sender));

    private PreparedMessage Create(Campaign campaign, SenderAccount sender) => PreparedMessage.Create(new MessageBlueprint
    {
        Id = $"{id}/{sender.Id:N}",
        From = new Mailbox(sender.DisplayName, EmailAddress.Parse(sender.Address)),
        ReplyTo = campaign.ReplyTo is null ? [] : [Mailbox.Parse(campaign.ReplyTo)],
        Bodies = (text is null ? BodyFormats.None : BodyFormats.Text) | (html is null ? BodyFormats.None : BodyFormats.Html),
        FeedbackId = campaign.Stream == MessageStream.Marketing
            ? $"{campaign.Id:N}:{campaign.OrganisationId:N}:marketing:outreach"
            : null,
    });
}
