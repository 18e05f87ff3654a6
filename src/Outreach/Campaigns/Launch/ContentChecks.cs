using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Checks the templates of all steps and variants, and that recipients can unsubscribe.</summary>
internal sealed class ContentChecks(ContentCompiler compiler, IOptions<OutreachOptions> options)
{
    public IEnumerable<LaunchFinding> Check(CampaignRuntime runtime)
    {
        for (var step = 0; step < runtime.Plan.StepCount; step++)
        {
            for (var variant = 0; variant < runtime.Plan.StepAt(step).Variants.Count; variant++)
            {
                foreach (var finding in compiler.Check(runtime.Campaign, runtime.Plan.StepAt(step), step, variant, runtime.Schema))
                {
                    yield return Of(finding, step);
                }
            }
        }

        if (runtime.Campaign.Stream == MessageStream.Marketing && options.Value.PublicBaseUri is null)
        {
            yield return new LaunchFinding
            {
                Severity = LaunchSeverity.Warning,
                Code = "no_one_click_unsubscribe",
                Message = "Recipients can unsubscribe by mail only; Gmail and Yahoo ask bulk senders for one-click unsubscribing (RFC 8058).",
                Fix = "Set OutreachOptions.PublicBaseUri and serve the unsubscribe page there.",
            };
        }
    }

    /// <summary>A field that some contacts lack and that has no fallback is an error here: nobody wants to send "Hi ,".</summary>
    private static LaunchFinding Of(TemplateDiagnostic finding, int step) => new()
    {
        Severity = finding.Severity == TemplateSeverity.Error || string.Equals(finding.Code, "may-be-empty", StringComparison.Ordinal)
            ? LaunchSeverity.Error
            : finding.Severity == TemplateSeverity.Warning ? LaunchSeverity.Warning : LaunchSeverity.Hint,
        Code = "template_" + finding.Code.Replace('-', '_'),
        Message = finding.ToString(),
        Fix = "Correct the template of this step.",
        StepIndex = step,
    };
}
