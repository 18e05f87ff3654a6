namespace Outreach;

/// <summary>Checks that the pipelines and stages exist that a campaign names. Those of the host only the host knows.</summary>
internal sealed class PipelineChecks(IPipelineStore pipelines, IContactPlaces places)
{
    public async Task<IReadOnlyList<LaunchFinding>> CheckAsync(CampaignRuntime runtime, CancellationToken cancellationToken)
    {
        var named = Named(runtime).ToList();
        if (places is not StoredContactPlaces || named.Count == 0)
        {
            return [];
        }

        var all = await pipelines.ListAsync(runtime.Campaign.OrganisationId, cancellationToken).ConfigureAwait(false);
        return
        [
            .. from use in named
               from problem in Problems(all, use.PipelineId, use.StageIds)
               select new LaunchFinding
               {
                   Severity = LaunchSeverity.Warning,
                   Code = "stage_unknown",
                   Message = $"{use.Place} names {problem}, which does not exist.",
                   Fix = "Choose one of IPipelineStore.ListAsync, or register an IContactPlaces if your pipelines live elsewhere.",
                   StepIndex = use.StepIndex,
               },
        ];
    }

    private static IEnumerable<(string Place, int? StepIndex, string? PipelineId, IReadOnlyList<string> StageIds)> Named(CampaignRuntime runtime)
    {
        if (runtime.Campaign.Audience is { ContactIds: null, Filter: var filter } && (filter.PipelineId is not null || filter.StageIds.Count > 0))
        {
            yield return ("The audience", null, filter.PipelineId, filter.StageIds);
        }

        // A stage of another form is the host's, who is told of it by the lead's event.
        if (runtime.Campaign.LeadCreation?.DefaultStageId is { } stageId && Guid.TryParse(stageId, out _))
        {
            yield return ("LeadCreation", null, null, [stageId]);
        }

        for (var i = 0; i < runtime.Plan.StepCount; i++)
        {
            var conditions = runtime.Plan.StepAt(i).Conditions;
            foreach (var condition in new[] { conditions.InPipelineStage, conditions.NotInPipelineStage }.OfType<PipelineStageCondition>())
            {
                yield return ($"A condition of step {i + 1}", i, condition.PipelineId, condition.StageIds);
            }
        }
    }

    private static IEnumerable<string> Problems(IReadOnlyList<Pipeline> all, string? pipelineId, IReadOnlyList<string> stageIds)
    {
        var meant = all.Where(pipeline => pipelineId is null || IsId(pipelineId, pipeline.Id)).ToList();
        return meant.Count == 0 && pipelineId is not null
            ? [$"pipeline '{pipelineId}'"]
            : stageIds.Where(stageId => !meant.Exists(pipeline => pipeline.Stages.Any(stage => IsId(stageId, stage.Id)))).Select(stageId => $"stage '{stageId}'");
    }

    private static bool IsId(string text, Guid id) => Guid.TryParse(text, out var parsed) && parsed == id;
}
