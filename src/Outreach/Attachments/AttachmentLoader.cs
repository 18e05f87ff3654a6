using System.Collections.Concurrent;

namespace Outreach;

/// <summary>
/// Reads the contents of attachments for campaigns that are prepared for sending. A content that some campaign still holds is not read again: it never
/// changes under its hash.
/// </summary>
internal sealed class AttachmentLoader(IAttachmentStore store)
{
    private const int MostEntries = 1024;

    private readonly ConcurrentDictionary<(Guid Organisation, string Hash), WeakReference<byte[]>> _held = new();

    /// <summary>Gets whether contents are left out: a forecast, which composes mails that nobody gets.</summary>
    public bool LeavesOut { get; init; }

    public async Task<CampaignFiles> LoadAsync(Campaign campaign, SequenceVersion sequence, CancellationToken cancellationToken)
    {
        var contents = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        foreach (var file in campaign.Attachments.Concat(sequence.Steps.SelectMany(step => step.Attachments)))
        {
            if (!contents.ContainsKey(file.ContentHash))
            {
                contents[file.ContentHash] = LeavesOut ? [] : await LoadAsync(campaign.OrganisationId, file.ContentHash, cancellationToken).ConfigureAwait(false);
            }
        }

        return contents.Count == 0 ? CampaignFiles.None : new CampaignFiles(contents);
    }

    private async Task<byte[]?> LoadAsync(Guid organisationId, string hash, CancellationToken cancellationToken)
    {
        if (_held.TryGetValue((organisationId, hash), out var reference) && reference.TryGetTarget(out var held))
        {
            return held;
        }

        var length = await store.FindLengthAsync(organisationId, hash, cancellationToken).ConfigureAwait(false);
        var stream = length is null ? null : await store.OpenAsync(organisationId, hash, cancellationToken).ConfigureAwait(false);
        if (stream is null)
        {
            return null;
        }

        await using (stream.ConfigureAwait(false))
        {
            var content = new byte[length!.Value];
            await stream.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
            if (_held.Count >= MostEntries)
            {
                _held.Clear();
            }

            _held[(organisationId, hash)] = new WeakReference<byte[]>(content);
            return content;
        }
    }
}
