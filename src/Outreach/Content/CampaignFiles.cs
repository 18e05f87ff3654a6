using Outreach.Mime;

namespace Outreach;

/// <summary>The contents of the files that a campaign's messages carry, by their hashes.</summary>
internal sealed class CampaignFiles(IReadOnlyDictionary<string, byte[]?> contents)
{
    public static readonly CampaignFiles None = new(new Dictionary<string, byte[]?>(StringComparer.Ordinal));

    /// <summary>Gets the files of a step: those of the campaign, then its own.</summary>
    public StepFiles Of(Campaign campaign, SequenceStep step)
    {
        IReadOnlyList<MessageAttachment> all = Named(campaign, step);
        if (all.Count == 0)
        {
            return StepFiles.None;
        }

        if (all.FirstOrDefault(file => contents.GetValueOrDefault(file.ContentHash) is null) is { } missing)
        {
            return new StepFiles { Missing = missing.FileName };
        }

        return new StepFiles
        {
            Attachments = [.. all.Where(file => file.ContentId is null).Select(Attachment)],
            InlineImages = [.. all.Where(file => file.ContentId is not null).Select(Attachment)],
            Chat = all.FirstOrDefault(file => file.ContentId is null) is { } first ? ChatFile(first) : null,
        };
    }

    /// <summary>Gets the files of a step, each content under each name once.</summary>
    public static IReadOnlyList<MessageAttachment> Named(Campaign campaign, SequenceStep step) =>
        campaign.Attachments.Count + step.Attachments.Count == 0 ? [] : [.. campaign.Attachments.Concat(step.Attachments).Distinct()];

    private Attachment Attachment(MessageAttachment file) => new(file.FileName, file.MediaType, contents[file.ContentHash])
    {
        ContentId = file.ContentId is null ? default : IdOf(file.ContentId),
    };

    /// <summary>Looked at when the campaign was made; one that can't be used is none.</summary>
    private static MessageId IdOf(string contentId) => MessageId.TryParse($"<{contentId}>", out var id) ? id : default;

    private ChatFile ChatFile(MessageAttachment file) => new()
    {
        FileName = file.FileName,
        MediaType = file.MediaType,
        Content = contents[file.ContentHash],
        Kind = file.MediaType is "image/jpeg" or "image/png" or "image/webp" ? ChatFileKind.Photo : ChatFileKind.Document,
    };
}
