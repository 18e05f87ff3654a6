using Outreach.Mime;

namespace Outreach;

/// <summary>Checks what a campaign says about its messages: mailboxes, copies, files.</summary>
internal static class MessageRules
{
    private const int MostCopies = 10;

    public static void Check(CampaignDraft draft)
    {
        CheckMailbox(draft.From, nameof(draft.From));
        CheckMailbox(draft.ReplyTo, nameof(draft.ReplyTo));
        CheckCopies(draft);
        var campaign = new Campaign
        {
            Id = default,
            OrganisationId = default,
            Name = draft.Name,
            SenderAccountIds = [],
            SequenceVersionId = default,
            Attachments = draft.Attachments,
        };
        for (var i = 0; i < draft.Steps.Count; i++)
        {
            var step = draft.Steps[i];
            var hasHtml = step.Variants.All(variant => !string.IsNullOrWhiteSpace(variant.Template.Html));
            if (AttachmentRules.FindProblem(CampaignFiles.Named(campaign, step), hasHtml) is { } problem)
            {
                throw CampaignDraftRules.Wrong($"Attachments of Steps[{i}]: {problem}");
            }
        }
    }

    private static void CheckMailbox(string? text, string property)
    {
        if (text is not null && !Mailbox.TryParse(text, AddressSyntax.Strict, out _, out var error))
        {
            throw CampaignDraftRules.Wrong($"{property} '{text}' is not a mailbox such as Ada <ada@example.com>: {error}");
        }
    }

    private static void CheckCopies(CampaignDraft draft)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (text, property) in draft.Cc.Select(text => (text, nameof(draft.Cc))).Concat(draft.Bcc.Select(text => (text, nameof(draft.Bcc)))))
        {
            CheckMailbox(text, property);
            if (!keys.Add(AddressKey.FromEmail(Mailbox.Parse(text).Address.ToString())))
            {
                throw CampaignDraftRules.Wrong($"{property} '{text}' is named twice in Cc and Bcc.");
            }
        }

        if (keys.Count > MostCopies)
        {
            throw CampaignDraftRules.Wrong($"Cc and Bcc have {keys.Count} addresses together; {MostCopies} is the most.");
        }
    }
}
