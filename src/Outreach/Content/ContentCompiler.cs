namespace Outreach;

/// <summary>Compiles the templates of steps.</summary>
internal sealed class ContentCompiler(ITemplateEngine engine)
{
    /// <summary>Compiles a variant that was checked before the campaign started.</summary>
    /// <exception cref="InvalidOperationException">A template does not compile.</exception>
    public StepContent Compile(SequenceStep step, int stepIndex, int variantIndex, RecipientSchema schema)
    {
        var findings = new List<TemplateDiagnostic>();
        var content = TryCompile(step, stepIndex, variantIndex, schema, findings);
        return content ?? throw new InvalidOperationException(
            "A template does not compile: " + findings.First(finding => finding.Severity == TemplateSeverity.Error));
    }

    /// <summary>Finds everything that is wrong with a variant.</summary>
    public IReadOnlyList<TemplateDiagnostic> Check(SequenceStep step, int stepIndex, int variantIndex, RecipientSchema schema)
    {
        var findings = new List<TemplateDiagnostic>();
        foreach (var source in Sources(step, stepIndex, variantIndex, schema))
        {
            findings.AddRange(engine.Check(source));
        }

        return findings;
    }

    private StepContent? TryCompile(SequenceStep step, int stepIndex, int variantIndex, RecipientSchema schema, List<TemplateDiagnostic> findings)
    {
        var compiled = new Dictionary<TemplateMode, ICompiledTemplate>();
        foreach (var source in Sources(step, stepIndex, variantIndex, schema))
        {
            var compilation = engine.Compile(source);
            if (!compilation.Succeeded)
            {
                findings.AddRange(compilation.Diagnostics);
                return null;
            }

            compiled.Add(source.Mode, compilation.Template);
        }

        return new StepContent(
            $"{step.Id:N}/{step.Variants[variantIndex].Id}",
            compiled.GetValueOrDefault(TemplateMode.Header),
            compiled.GetValueOrDefault(TemplateMode.Text),
            compiled.GetValueOrDefault(TemplateMode.Html));
    }

    private static IEnumerable<TemplateSource> Sources(SequenceStep step, int stepIndex, int variantIndex, RecipientSchema schema)
    {
        var template = step.Variants[variantIndex].Template;
        var place = step.Variants.Count == 1
            ? $"step {stepIndex + 1}"
            : $"step {stepIndex + 1}, variant {step.Variants[variantIndex].Id}";
        if (!string.IsNullOrWhiteSpace(template.Subject))
        {
            yield return Source(template.Subject, TemplateMode.Header, "subject");
        }

        if (!string.IsNullOrWhiteSpace(template.Text))
        {
            yield return Source(template.Text, TemplateMode.Text, "text");
        }

        if (!string.IsNullOrWhiteSpace(template.Html))
        {
            yield return Source(template.Html, TemplateMode.Html, "HTML");
        }

        TemplateSource Source(string text, TemplateMode mode, string part) =>
            new() { Text = text, Mode = mode, Schema = schema.Template, Name = $"{place}, {part}" };
    }
}
