using Outreach.Templating;

namespace Outreach;

/// <summary>Compiles and checks the templates of steps.</summary>
internal sealed class ContentCompiler(EmailTemplateCompiler compiler)
{
    /// <summary>Compiles a variant that was checked before the campaign started.</summary>
    /// <exception cref="InvalidOperationException">A template does not compile.</exception>
    public StepContent Compile(CampaignRuntime runtime, int stepIndex, int variantIndex)
    {
        var step = runtime.Plan.StepAt(stepIndex);
        var id = $"{step.Id:N}/{step.Variants[variantIndex].Id}";
        var files = runtime.Files.Of(runtime.Campaign, step);
        var chat = runtime.HasChat ? Require(Chat(runtime, stepIndex, variantIndex)).Text : null;
        if (!runtime.HasMail)
        {
            return new StepContent(id, files) { Chat = chat };
        }

        var source = Source(runtime, stepIndex, variantIndex);
        var template = Require(source);
        if (runtime.HasSignatures || runtime.TracksOpens)
        {
            template = Require(Complete(runtime, source, template));
        }

        return new StepContent(id, files)
        {
            Subject = string.IsNullOrWhiteSpace(source.Subject) ? null : template.Subject,
            Text = template.Text,
            Html = template.Html,
            Amp = template.Amp,
            Chat = chat,
        };
    }

    /// <summary>Finds everything that is wrong with a variant.</summary>
    public IReadOnlyList<TemplateDiagnostic> Check(CampaignRuntime runtime, int stepIndex, int variantIndex) =>
    [
        .. runtime.HasMail ? compiler.Check(Source(runtime, stepIndex, variantIndex)) : [],
        .. runtime.HasChat ? compiler.Check(Chat(runtime, stepIndex, variantIndex)) : [],
    ];

    /// <summary>Begins checks of the forms that a variant's messages take; they are shown the recipients of their form.</summary>
    public (EmailTemplateCheck? Mail, EmailTemplateCheck? Chat) BeginChecks(CampaignRuntime runtime, int stepIndex, int variantIndex) => (
        runtime.HasMail ? compiler.BeginCheck(Source(runtime, stepIndex, variantIndex)) : null,
        runtime.HasChat ? compiler.BeginCheck(Chat(runtime, stepIndex, variantIndex)) : null);

    /// <summary>Puts in what a template did not place itself: the signature, and the image that tells of opens.</summary>
    private static EmailTemplateSource Complete(CampaignRuntime runtime, EmailTemplateSource source, EmailTemplate template)
    {
        // The text comes from the HTML as it was written, so that what is put in is put in once.
        var text = source.Text ?? (source.Html is null ? null : HtmlToText.Convert(source.Html));
        if (runtime.HasSignatures && text is not null && !Places(template.Text, RecipientSchema.Signature))
        {
            text = BodyEnd.AppendSignature(text);
        }

        var html = source.Html;
        if (runtime.HasSignatures && html is not null && !Places(template.Html, RecipientSchema.Signature))
        {
            html = BodyEnd.InsertSignature(html);
        }

        if (runtime.TracksOpens && html is not null && !Places(template.Html, RecipientSchema.OpenPixel))
        {
            html = BodyEnd.InsertPixel(html);
        }

        return source with { Text = text, Html = html };
    }

    private static bool Places(ICompiledTemplate? part, string field) => part?.Fields.Contains(field, StringComparer.Ordinal) == true;

    private EmailTemplate Require(EmailTemplateSource source)
    {
        var compilation = compiler.Compile(source);
        return compilation.Template ?? throw new InvalidOperationException(
            "A template does not compile: " + compilation.Diagnostics.First(finding => finding.Severity == TemplateSeverity.Error));
    }

    private static EmailTemplateSource Source(CampaignRuntime runtime, int stepIndex, int variantIndex)
    {
        var template = TemplateOf(runtime, stepIndex, variantIndex);
        return new EmailTemplateSource
        {
            Schema = runtime.Schema.Template,
            Subject = template.Subject,
            Text = OrNull(template.Text),
            Html = OrNull(template.Html),
            Amp = OrNull(template.Amp),
            Preheader = template.Preheader,
            RequiresUnsubscribe = runtime.Campaign.Stream == MessageStream.Marketing,
            Name = NameOf(runtime, stepIndex, variantIndex),
        };
    }

    /// <summary>A chat message is one plain text; how to leave is up to the channel, whose users can block who writes to them.</summary>
    private static EmailTemplateSource Chat(CampaignRuntime runtime, int stepIndex, int variantIndex)
    {
        var template = TemplateOf(runtime, stepIndex, variantIndex);
        var text = OrNull(template.Chat) ?? OrNull(template.Text);
        return new EmailTemplateSource
        {
            Schema = runtime.Schema.Template,
            Subject = "",
            Text = text,
            Html = text is null ? OrNull(template.Html) : null,
            RequiresUnsubscribe = false,
            Name = NameOf(runtime, stepIndex, variantIndex) + ", chat",
        };
    }

    private static MessageTemplate TemplateOf(CampaignRuntime runtime, int stepIndex, int variantIndex) =>
        runtime.Plan.StepAt(stepIndex).Variants[variantIndex].Template;

    private static string NameOf(CampaignRuntime runtime, int stepIndex, int variantIndex)
    {
        var step = runtime.Plan.StepAt(stepIndex);
        return step.Variants.Count == 1 ? $"step {stepIndex + 1}" : $"step {stepIndex + 1}, variant {step.Variants[variantIndex].Id}";
    }

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
