namespace Outreach.Samples;

/// <summary>Makes what the sample needs, each part once: contacts, senders, the campaign. May be interrupted anywhere and called again.</summary>
internal sealed class SampleCampaign(
    SampleFolder folder, ContactFile contactFile, ISenderAccountStore senders, ICampaignService campaigns, IMetadataStore metadata, IContactStore contacts)
{
    private const string ImportedKey = "sample/imported";

    /// <summary>Finds the campaign.</summary>
    public async Task<Campaign?> FindAsync(CancellationToken cancellationToken)
    {
        var all = await campaigns.ListAsync(Organisation.DefaultId, status: null, cancellationToken);
        return all.FirstOrDefault(static campaign => campaign.Name == SampleContent.CampaignName);
    }

    /// <summary>Finds or makes the campaign, with its contacts and senders.</summary>
    public async Task<Campaign> PrepareAsync(Action<string> tell, CancellationToken cancellationToken)
    {
        if (await metadata.GetAsync(ImportedKey, cancellationToken) is null && await contacts.CountAsync(Organisation.DefaultId, cancellationToken) == 0)
        {
            var totals = await contactFile.ImportAsync(ContactFile.DefaultPath, hasHeader: true, tell, cancellationToken);
            tell($"{totals.Created} contacts created, {totals.Matched} matched, {totals.Rejected} rejected");
        }

        await metadata.SetAsync(ImportedKey, "yes", cancellationToken);
        if (await FindAsync(cancellationToken) is { } existing)
        {
            if (existing.Status != CampaignStatus.Draft || !Directory.Exists(folder.TemplatesPath))
            {
                return existing;
            }

            // Nothing was sent yet, and the templates may have been changed since.
            await campaigns.DeleteAsync(existing.OrganisationId, existing.Id, cancellationToken);
        }

        foreach (var sender in SampleContent.Senders)
        {
            await senders.SaveAsync(sender, cancellationToken);
        }

        var id = await campaigns.CreateAsync(
            new CampaignDraft
            {
                Name = SampleContent.CampaignName,
                SenderAccountIds = [.. SampleContent.Senders.Select(static sender => sender.Id)],
                Steps = SampleContent.ReadSteps(folder),
                Schedule = SampleContent.Schedule,
            },
            cancellationToken);
        return await campaigns.GetAsync(Organisation.DefaultId, id, cancellationToken)
            ?? throw new InvalidOperationException("The campaign that was just made is gone.");
    }
}
