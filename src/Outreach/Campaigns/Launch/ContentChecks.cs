using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Checks the templates of all steps and variants, and that recipients can unsubscribe.</summary>
internal sealed class ContentChecks(ContentCompiler compiler, IOptions<OutreachOptions> options)
{
    /// <summary>Checks templates and what they need from the host.</summary>
    public IEnumerable<LaunchFinding> Check(CampaignRuntime runtime) => CheckTemplates(runtime).Concat(CheckHost(runtime));

    /// <summary>Checks templates, whoever gets them.</summary>
    public IEnumerable<LaunchFinding> CheckTemplates(CampaignRuntime runtime)
    {
        for (var step = 0; step < runtime.Plan.StepCount; step++)
        {
            for (var variant = 0; variant < runtime.Plan.StepAt(step).Variants.Count; variant++)
            {
                foreach (var finding in compiler.Check(runtime, step, variant))
                {
                    yield return Of(finding, step);
                }
            }
        }
    }

    /// <summary>Checks what templates need from the host.</summary>
    public IEnumerable<LaunchFinding> CheckHost(CampaignRuntime runtime)
    {
        if (runtime.HasMail && runtime.Campaign.Stream == MessageStream.Marketing && options.Value.PublicBaseUri is null)
        {
            yield return new LaunchFinding
            {
                Severity = LaunchSeverity.Warning,
                Code = "no_one_click_unsubscribe",
                Message = "Recipients can unsubscribe by mail only; Gmail and Yahoo ask bulk senders for one-click unsubscribing (RFC 8058).",
                Fix = "Set OutreachOptions.PublicBaseUri and serve the unsubscribe page there.",
            };
        }

        if (!runtime.CanTrack && (runtime.Campaign.Tracking.Opens || runtime.Campaign.Tracking.Clicks))
        {
            yield return new LaunchFinding
            {
                Severity = LaunchSeverity.Error,
                Code = "tracking_unavailable",
                Message = "The campaign wants opens or clicks tracked, which this host can't do.",
                Fix = "Set OutreachOptions.PublicBaseUri, serve the tracking addresses there and call AddLinkTracking(), or leave Tracking unset.",
            };
        }
    }

    /// <summary>A field that some contacts lack and that has no fallback is an error here: nobody wants to send "Hi ,".</summary>
    public static LaunchFinding Of(TemplateDiagnostic finding, int step) => new()
    {
        Severity = finding.Severity == TemplateSeverity.Error || string.Equals(finding.Code, "may-be-empty", StringComparison.Ordinal)
            ? LaunchSeverity.Error
            : finding.Severity == TemplateSeverity.Warning ? LaunchSeverity.Warning : LaunchSeverity.Hint,
        Code = "template_" + finding.Code.Replace('-', '_'),
        Message = finding.ToString(),
        Fix = "Correct the template of this step.",
        StepIndex = step,
        Contacts = finding.Affected,
    };
}
