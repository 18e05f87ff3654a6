using Outreach.Sequencing;

namespace Outreach;

/// <summary>Makes the pre-launch list.</summary>
internal sealed class LaunchChecker(
    CampaignRuntimeCache runtimes, SenderChecks senders, StreamChecks streams, ContentChecks contents, FileChecks files, AudienceChecks audience, PipelineChecks pipelines, ReplyChecks replies,
    IEnumerable<ILaunchCheck> others)
{
    /// <summary>Finds everything that would go wrong.</summary>
    public async Task<LaunchReport> CheckAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var runtime = await LoadAsync(campaign, null, cancellationToken).ConfigureAwait(false);
        var (findings, contacts) = await audience.CheckAsync(runtime, cancellationToken).ConfigureAwait(false);
        IEnumerable<LaunchFinding> all =
            [.. await CheckSetUpAsync(runtime, cancellationToken).ConfigureAwait(false), .. findings, .. CapacityChecks.Check(runtime, contacts)];
        return new LaunchReport { Findings = [.. all.OrderByDescending(finding => finding.Severity)], Contacts = contacts };
    }

    /// <summary>Checks what keeps a campaign from being started, without reading the audience.</summary>
    /// <exception cref="CampaignNotReadyException">Something is wrong.</exception>
    public async Task RequireAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var runtime = await LoadAsync(campaign, null, cancellationToken).ConfigureAwait(false);
        Require([.. contents.CheckTemplates(runtime), .. await CheckSetUpAsync(runtime, cancellationToken).ConfigureAwait(false)]);
    }

    /// <summary>Checks the texts and conditions of a version that is not stored yet.</summary>
    /// <exception cref="CampaignNotReadyException">Something is wrong.</exception>
    public async Task RequireContentAsync(Campaign campaign, SequenceVersion version, CancellationToken cancellationToken)
    {
        var runtime = await LoadAsync(campaign, version, cancellationToken).ConfigureAwait(false);
        Require([.. contents.Check(runtime), .. await files.CheckAsync(runtime, cancellationToken).ConfigureAwait(false), .. SequenceChecks.Check(runtime)]);
    }

    private static void Require(IEnumerable<LaunchFinding> findings)
    {
        LaunchFinding[] errors = [.. findings.Where(finding => finding.Severity == LaunchSeverity.Error)];
        if (errors.Length > 0)
        {
            throw new CampaignNotReadyException(errors);
        }
    }

    /// <summary>Checks all but the templates, which are checked with their audience or without.</summary>
    private async Task<IReadOnlyList<LaunchFinding>> CheckSetUpAsync(CampaignRuntime runtime, CancellationToken cancellationToken)
    {
        var findings = new List<LaunchFinding>();
        findings.AddRange(await senders.CheckAsync(runtime, cancellationToken).ConfigureAwait(false));
        findings.AddRange(await streams.CheckAsync(runtime, cancellationToken).ConfigureAwait(false));
        findings.AddRange(contents.CheckHost(runtime));
        findings.AddRange(await files.CheckAsync(runtime, cancellationToken).ConfigureAwait(false));
        findings.AddRange(SequenceChecks.Check(runtime));
        findings.AddRange(replies.Check(runtime));
        findings.AddRange(ScheduleChecks.Check(runtime));
        findings.AddRange(await pipelines.CheckAsync(runtime, cancellationToken).ConfigureAwait(false));
        if (await audience.CheckListAsync(runtime.Campaign, cancellationToken).ConfigureAwait(false) is { } missing)
        {
            findings.Add(missing);
        }

        var context = new LaunchContext { Campaign = runtime.Campaign, Sequence = runtime.Plan.Version, Senders = [.. runtime.FindSenders()] };
        foreach (var check in others)
        {
            findings.AddRange(await check.CheckAsync(context, cancellationToken).ConfigureAwait(false));
        }

        return findings;
    }

    private async Task<CampaignRuntime> LoadAsync(Campaign campaign, SequenceVersion? version, CancellationToken cancellationToken) =>
        await runtimes.LoadAsync(campaign, version, cancellationToken).ConfigureAwait(false)
        ?? throw new InvalidOperationException($"The sequence of campaign {campaign.Id} is missing from the store.");
}
