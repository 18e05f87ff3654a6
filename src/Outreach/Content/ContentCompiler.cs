using Outreach.Templating;

namespace Outreach;

/// <summary>Compiles and checks the templates of steps.</summary>
internal sealed class ContentCompiler(EmailTemplateCompiler compiler)
{
    /// <summary>Compiles a variant that was checked before the campaign started.</summary>
    /// <exception cref="InvalidOperationException">A template does not compile.</exception>
    public StepContent Compile(Campaign campaign, SequenceStep step, int stepIndex, int variantIndex, RecipientSchema schema)
    {
        var source = Source(campaign, step, stepIndex, variantIndex, schema);
        var compilation = compiler.Compile(source);
        if (!compilation.Succeeded)
        {
            throw new InvalidOperationException(
                "A template does not compile: " + compilation.Diagnostics.First(finding => finding.Severity == TemplateSeverity.Error));
        }

        return new StepContent(
            $"{step.Id:N}/{step.Variants[variantIndex].Id}",
            string.IsNullOrWhiteSpace(source.Subject) ? null : compilation.Template.Subject,
            compilation.Template.Text,
            compilation.Template.Html);
    }

    /// <summary>Finds everything that is wrong with a variant.</summary>
    public IReadOnlyList<TemplateDiagnostic> Check(Campaign campaign, SequenceStep step, int stepIndex, int variantIndex, RecipientSchema schema) =>
        compiler.Check(Source(campaign, step, stepIndex, variantIndex, schema));

    private static EmailTemplateSource Source(Campaign campaign, SequenceStep step, int stepIndex, int variantIndex, RecipientSchema schema)
    {
        var template = step.Variants[variantIndex].Template;
        return new EmailTemplateSource
        {
            Schema = schema.Template,
            Subject = template.Subject,
            Text = string.IsNullOrWhiteSpace(template.Text) ? null : template.Text,
            Html = string.IsNullOrWhiteSpace(template.Html) ? null : template.Html,
            Preheader = template.Preheader,
            RequiresUnsubscribe = campaign.Stream == MessageStream.Marketing,
            Name = step.Variants.Count == 1 ? $"step {stepIndex + 1}" : $"step {stepIndex + 1}, variant {step.Variants[variantIndex].Id}",
        };
    }
}
