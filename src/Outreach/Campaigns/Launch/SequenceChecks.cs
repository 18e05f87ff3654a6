namespace Outreach;

/// <summary>Checks what steps ask of each other.</summary>
internal static class SequenceChecks
{
    public static IEnumerable<LaunchFinding> Check(CampaignRuntime runtime)
    {
        for (var i = 0; i < runtime.Plan.StepCount; i++)
        {
            var step = runtime.Plan.StepAt(i);
            foreach (var (named, group) in NamedSteps(step.Conditions))
            {
                if (named >= runtime.Plan.StepCount || named < 0)
                {
                    yield return Find(LaunchSeverity.Error, "condition_step_missing", i, $"The condition '{group}' of step {i + 1} names step index {named}, which the sequence does not have.", $"Name an index from 0 to {i - 1}.");
                }
                else if (named >= i)
                {
                    yield return Find(LaunchSeverity.Error, "condition_step_later", i, $"The condition '{group}' of step {i + 1} names step index {named}, which is not sent before it.", i == 0 ? "Leave the condition out." : $"Name an index from 0 to {i - 1}.");
                }
            }

            if (step.Variants.Any(variant => variant.Weight == 0) && step.RotateEvery is null)
            {
                yield return Find(LaunchSeverity.Hint, "variant_unused", i, $"A variant of step {i + 1} has the weight 0 and is not sent.", "Give it a weight, or remove it.");
            }

            if (step.RotateEvery is not null && step.Variants.Count == 1)
            {
                yield return Find(LaunchSeverity.Hint, "rotation_of_one", i, $"Step {i + 1} rotates its variants but has only one.", "Add variants, or leave RotateEvery unset.");
            }
        }
    }

    private static IEnumerable<(int Step, string Group)> NamedSteps(StepConditions conditions)
    {
        if (conditions.Opened?.Step is { } opened)
        {
            yield return (opened, "opened");
        }

        if (conditions.NotOpened?.Step is { } unopened)
        {
            yield return (unopened, "notOpened");
        }

        if (conditions.Clicked?.Step is { } clicked)
        {
            yield return (clicked, "clicked");
        }
    }

    private static LaunchFinding Find(LaunchSeverity severity, string code, int step, string message, string fix) =>
        new() { Severity = severity, Code = code, Message = message, Fix = fix, StepIndex = step };
}
