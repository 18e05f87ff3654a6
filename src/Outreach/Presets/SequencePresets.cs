using System.Buffers;
using System.Text;
using Outreach.Sequencing;
using Outreach.Templating;

namespace Outreach;

/// <summary>Lists the presets that come with the package, and renders them by the engine that sends.</summary>
internal sealed class SequencePresets(EmailTemplateCompiler compiler, TimeProvider time) : ISequencePresets
{
    private static readonly Lazy<IReadOnlyList<SequencePreset>> All = new(PresetFiles.Read);
    private static readonly SenderAccount ExampleSender = SenderAccount.Create("Ada Example", "ada@example.com", "example");

    public IReadOnlyList<SequencePreset> List() => All.Value;

    public SequencePreset? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return All.Value.FirstOrDefault(preset => string.Equals(preset.Id, id, StringComparison.OrdinalIgnoreCase));
    }

    public Task<IReadOnlyList<PresetPreview>> PreviewAsync(
        SequencePreset preset, Contact contact, SenderAccount? sender = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(preset);
        ArgumentNullException.ThrowIfNull(contact);
        cancellationToken.ThrowIfCancellationRequested();
        var schema = RecipientSchema.Create([.. contact.CustomFields.Keys]);
        var campaign = new Campaign
        {
            Id = Guid.Empty,
            OrganisationId = contact.OrganisationId,
            Name = preset.Name,
            SenderAccountIds = [ExampleSender.Id],
            SequenceVersionId = Guid.Empty,
        };
        var data = schema.Template.CreateData();
        var profile = SenderProfile.Create(campaign, sender ?? ExampleSender);
        var previews = new List<PresetPreview>();
        var first = "";
        for (var i = 0; i < preset.Steps.Count; i++)
        {
            foreach (var variant in preset.Steps[i].Variants)
            {
                var seed = StableSeed.From(contact.Id, contact.Id) + (ulong)i;
                schema.Fill(data, contact, profile, campaign, "https://example.com/unsubscribe");
                var preview = Preview(schema, data, profile, variant, i, new TemplateRenderOptions { Seed = seed, Now = time.GetUtcNow() });
                first = i == 0 ? preview.Subject : first;
                previews.Add(preview.Subject.Length > 0 ? preview : preview with { Subject = "Re: " + first });
            }
        }

        return Task.FromResult<IReadOnlyList<PresetPreview>>(previews);
    }

    private PresetPreview Preview(RecipientSchema schema, TemplateData data, SenderProfile sender, StepVariant variant, int stepIndex, TemplateRenderOptions options)
    {
        var source = new EmailTemplateSource
        {
            Schema = schema.Template,
            Subject = variant.Template.Subject,
            Text = variant.Template.Text,
            Html = variant.Template.Html,
            Name = $"step {stepIndex + 1}, variant {variant.Id}",
        };
        var compilation = compiler.Compile(source);
        var preview = new PresetPreview
        {
            StepIndex = stepIndex,
            VariantId = variant.Id,
            Subject = compilation.Succeeded && variant.Template.Subject.Length > 0 ? Render(compilation.Template.Subject, data, options) : "",
            Text = compilation.Succeeded && compilation.Template.Text is { } text ? Render(text, data, options) : "",
            Findings = compiler.Check(source),
        };
        if (!compilation.Succeeded || compilation.Template.Html is not { } html)
        {
            return preview;
        }

        // The text was rendered before: from here on the signature is the one of HTML.
        RecipientSchema.FillHtml(data, sender, pixelUrl: null);
        return preview with { Html = Render(html, data, options) };
    }

    private static string Render(ICompiledTemplate template, TemplateData data, TemplateRenderOptions options)
    {
        var output = new ArrayBufferWriter<byte>();
        var result = template.Render(data, output, options);
        return result.Error?.ToString() ?? Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
