namespace Outreach;

/// <summary>Checks what can be known wrong of a draft without looking anything up.</summary>
internal static class CampaignDraftRules
{
    public static void Check(CampaignDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Length > 200)
        {
            throw Wrong("Name must have 1 to 200 characters.");
        }

        CheckSteps(draft.Steps);
        MessageRules.Check(draft);
        CheckSchedule(draft.Schedule);
        CheckPacing(draft.Pacing);
        CheckAudience(draft.Audience);
        if (draft.LeadCreation?.DefaultStageId is { Length: 0 or > 200 })
        {
            throw Wrong("LeadCreation.DefaultStageId must have 1 to 200 characters; leave it unset for no stage.");
        }

    }

    private static void CheckAudience(TargetAudience audience)
    {
        if (audience.Limit is < 1)
        {
            throw Wrong("Audience.Limit must be 1 or more; leave it unset for no limit.");
        }

        if (audience.SendDelaySeconds is < 1 or > 86_400)
        {
            throw Wrong("Audience.SendDelaySeconds must be 1 to 86,400; leave it unset for no pause.");
        }

        if (audience.Filter.LastEngagedWithinDays is < 1 or > 3_650)
        {
            throw Wrong("Audience.Filter.LastEngagedWithinDays must be 1 to 3,650; leave it unset for any contact.");
        }
    }

    public static void CheckSteps(IReadOnlyList<SequenceStep> steps)
    {
        if (steps.Count == 0)
        {
            throw Wrong("Steps is empty; a campaign needs at least one step.");
        }

        for (var i = 0; i < steps.Count; i++)
        {
            CheckStep(steps[i], i);
        }

        if (steps[0].Trigger == StepTrigger.AfterReply)
        {
            throw Wrong("Steps[0].Trigger is AfterReply, but nobody can reply before the first message; use Delay.");
        }

        if (steps.Where(step => step.Id != Guid.Empty).GroupBy(step => step.Id).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw Wrong($"Steps: two steps have the Id {twice.Key}; leave it unset on the new one.");
        }
    }

    private static void CheckStep(SequenceStep step, int index)
    {
        if (step.Delay.Amount is < 0 or > 10_000)
        {
            throw Wrong($"Steps[{index}].Delay must be 0 to 10,000 {step.Delay.Unit}.");
        }

        if (step.ReplyWait.Amount is < 1 or > 10_000)
        {
            throw Wrong($"Steps[{index}].ReplyWait must be 1 to 10,000 {step.ReplyWait.Unit}.");
        }

        if (step.RotateEvery is < 1 or > 10_000)
        {
            throw Wrong($"Steps[{index}].RotateEvery must be 1 to 10,000; leave it unset to choose variants by weight.");
        }

        if (step.Variants.Count == 0)
        {
            throw Wrong($"Steps[{index}].Variants is empty; a step needs at least one variant.");
        }

        if (step.Variants.Any(variant => variant.Weight < 0) || step.Variants.Sum(variant => (long)variant.Weight) is < 1 or > int.MaxValue)
        {
            throw Wrong($"Steps[{index}].Variants: weights must be 0 or more, and at least one above 0.");
        }

        if (step.Variants.DistinctBy(variant => variant.Id, StringComparer.Ordinal).Count() != step.Variants.Count)
        {
            throw Wrong($"Steps[{index}].Variants: two variants have the same Id.");
        }

        foreach (var variant in step.Variants)
        {
            var template = variant.Template;
            var isMail = !string.IsNullOrWhiteSpace(template.Text) || !string.IsNullOrWhiteSpace(template.Html);
            if (!isMail && string.IsNullOrWhiteSpace(template.Chat))
            {
                throw Wrong($"Steps[{index}].Variants['{variant.Id}'].Template has neither Text nor Html; set at least one.");
            }

            if (isMail && index == 0 && string.IsNullOrWhiteSpace(template.Subject) && string.IsNullOrWhiteSpace(template.Chat))
            {
                throw Wrong($"Steps[0].Variants['{variant.Id}'].Template.Subject is empty; only follow-ups may leave it out.");
            }
        }
    }

    private static void CheckSchedule(SendingSchedule schedule)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(schedule.TimeZone, out _))
        {
            throw Wrong($"Schedule.TimeZone '{schedule.TimeZone}' is not known on this machine; use an IANA name such as Europe/Berlin.");
        }

        if ((schedule.Days & DaysOfWeek.All) == DaysOfWeek.None)
        {
            throw Wrong("Schedule.Days is empty; mail could never go out.");
        }

        if (schedule.Spread < TimeSpan.Zero || schedule.Spread > TimeSpan.FromDays(1))
        {
            throw Wrong("Schedule.Spread must be between zero and one day.");
        }
    }

    private static void CheckPacing(SendPacing? pacing)
    {
        if (pacing is not null && (pacing.Delay < TimeSpan.FromSeconds(1) || pacing.Delay > TimeSpan.FromDays(1)))
        {
            throw Wrong("Pacing.Delay must be between a second and a day; leave Pacing unset for no pause.");
        }

        if (pacing is not null && pacing.Jitter is not (>= 0 and <= 1))
        {
            throw Wrong("Pacing.Jitter must be 0 to 1.");
        }
    }

#pragma warning disable MA0015 // The message names the member; drafts and lists of steps come under different parameters.
    internal static ArgumentException Wrong(string message) => new("The campaign can't be used like this: " + message);
#pragma warning restore MA0015
}
