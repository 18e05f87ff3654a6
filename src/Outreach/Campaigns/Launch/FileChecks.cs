using System.Globalization;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Checks that the files of messages are there and not too large, and that images and the HTML that shows them fit together.</summary>
internal sealed class FileChecks(IAttachmentStore store, IOptions<OutreachOptions> options)
{
    public async Task<IReadOnlyList<LaunchFinding>> CheckAsync(CampaignRuntime runtime, CancellationToken cancellationToken)
    {
        var findings = new List<LaunchFinding>();
        for (var i = 0; i < runtime.Plan.StepCount; i++)
        {
            var step = runtime.Plan.StepAt(i);
            var files = CampaignFiles.Named(runtime.Campaign, step);
            findings.AddRange(await CheckContentsAsync(runtime.Campaign, files, i, cancellationToken).ConfigureAwait(false));
            findings.AddRange(CheckImages(step, files, i));
            if (runtime.HasChat && files.Count(file => file.ContentId is null) > 1)
            {
                findings.Add(Find(LaunchSeverity.Error, "chat_files", i, $"Step {i + 1} has several files, but a chat message carries one.", "Leave one file, or split the step."));
            }
        }

        return findings;
    }

    private async Task<IReadOnlyList<LaunchFinding>> CheckContentsAsync(
        Campaign campaign, IReadOnlyList<MessageAttachment> files, int step, CancellationToken cancellationToken)
    {
        var findings = new List<LaunchFinding>();
        var total = 0L;
        foreach (var file in files)
        {
            if (await store.FindLengthAsync(campaign.OrganisationId, file.ContentHash, cancellationToken).ConfigureAwait(false) is { } length)
            {
                total += length;
            }
            else
            {
                findings.Add(Find(LaunchSeverity.Error, "attachment_missing", step, $"The content of '{file.FileName}' is not in the store.", "Add it again with IAttachmentService.AddAsync."));
            }
        }

        var most = options.Value.MaxAttachmentBytes;
        if (total > most)
        {
            findings.Add(Find(
                LaunchSeverity.Error,
                "attachments_too_large",
                step,
                string.Create(CultureInfo.InvariantCulture, $"The files of step {step + 1} have {total} bytes together; {most} is the most (OutreachOptions.MaxAttachmentBytes)."),
                "Leave files out, or link to them."));
        }

        return findings;
    }

    private static IEnumerable<LaunchFinding> CheckImages(SequenceStep step, IReadOnlyList<MessageAttachment> files, int index)
    {
        foreach (var variant in step.Variants.Where(variant => !string.IsNullOrWhiteSpace(variant.Template.Html)))
        {
            var shown = ImageReferences.Of(variant.Template.Html!);
            foreach (var id in shown.Where(id => !files.Any(file => string.Equals(file.ContentId, id, StringComparison.Ordinal))))
            {
                yield return Find(LaunchSeverity.Error, "image_missing", index, $"The HTML of step {index + 1} shows cid:{id}, and no file has that ContentId.", "Add the image with IAttachmentService.AddAsync and this contentId.");
            }

            foreach (var file in files.Where(file => file.ContentId is not null && !shown.Contains(file.ContentId)))
            {
                yield return Find(LaunchSeverity.Warning, "image_unused", index, $"The HTML of step {index + 1} does not show '{file.FileName}' (cid:{file.ContentId}).", "Show it, or leave it out.");
            }
        }
    }

    private static LaunchFinding Find(LaunchSeverity severity, string code, int step, string message, string fix) =>
        new() { Severity = severity, Code = code, Message = message, Fix = fix, StepIndex = step };
}
