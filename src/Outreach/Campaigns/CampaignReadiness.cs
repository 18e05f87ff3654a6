namespace Outreach;

/// <summary>Finds what would keep a campaign's messages from going out, before the first one does.</summary>
internal sealed class CampaignReadiness(CampaignRuntimeCache runtimes, ContentCompiler compiler, ProviderDirectory providers)
{
    /// <summary>Checks a campaign.</summary>
    /// <exception cref="CampaignNotReadyException">Something is wrong.</exception>
    public async Task RequireAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var runtime = await runtimes.LoadAsync(campaign.OrganisationId, campaign.Id, campaign.SequenceVersionId, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The sequence of campaign {campaign.Id} is missing from the store.");
        var problems = new List<string>();
        CheckSenders(runtime, problems);
        CheckTemplates(runtime, problems);
        if (!runtime.Plan.Window.CanOpen)
        {
            problems.Add("The schedule's window never opens; allow at least one day of the week.");
        }

        if (problems.Count > 0)
        {
            throw new CampaignNotReadyException(problems);
        }
    }

    private void CheckSenders(CampaignRuntime runtime, List<string> problems)
    {
        foreach (var id in runtime.Campaign.SenderAccountIds)
        {
            if (runtime.FindSender(id) is not { } sender)
            {
                problems.Add($"Sender account {id} does not exist; save it, or leave it out of the campaign.");
                continue;
            }

            if (!sender.IsActive)
            {
                problems.Add($"Sender account '{sender.DisplayName}' is not active; activate it, or leave it out of the campaign.");
            }

            if (providers.Find(sender.ProviderName) is null)
            {
                problems.Add($"Sender account '{sender.DisplayName}' sends through the provider '{sender.ProviderName}', which is not registered; "
                    + $"add it, for example with AddSmtp(\"{sender.ProviderName}\", …).");
            }

            problems.AddRange(SenderAccountRules.FindProblems(sender));
        }
    }

    private void CheckTemplates(CampaignRuntime runtime, List<string> problems)
    {
        for (var step = 0; step < runtime.Plan.StepCount; step++)
        {
            for (var variant = 0; variant < runtime.Plan.StepAt(step).Variants.Count; variant++)
            {
                problems.AddRange(compiler.Check(runtime.Campaign, runtime.Plan.StepAt(step), step, variant, runtime.Schema)
                    .Where(IsBlocking)
                    .Select(finding => finding.ToString()));
            }
        }
    }

    /// <summary>
    /// A field that some contacts lack and that has no fallback is an error here: nobody wants to send "Hi ,".
    /// </summary>
    private static bool IsBlocking(TemplateDiagnostic finding) =>
        finding.Severity == TemplateSeverity.Error || string.Equals(finding.Code, "may-be-empty", StringComparison.Ordinal);
}
