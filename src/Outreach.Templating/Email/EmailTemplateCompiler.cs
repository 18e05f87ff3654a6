using System.Text.RegularExpressions;

namespace Outreach.Templating;

/// <summary>
/// Compiles the parts of a mail: inlines styles, makes the plain text if it is missing, puts in the preheader. All of it happens once per version of a
/// template. Safe for use by several threads.
/// </summary>
/// <param name="engine">The engine that compiles the parts.</param>
public sealed partial class EmailTemplateCompiler(TemplateEngine engine)
{
    private const string NoUnsubscribe = "no-unsubscribe";
    private const string PreheaderStyle = "display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all";

    /// <summary>Compiles a mail.</summary>
    /// <param name="source">The parts.</param>
    /// <returns>The mail, or the reasons why there is none. Positions refer to the parts as they were written.</returns>
    public EmailTemplateCompilation Compile(EmailTemplateSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        List<TemplateDiagnostic> diagnostics = [];
        foreach (var part in Parts(source))
        {
            diagnostics.AddRange(engine.Compile(part).Diagnostics);
        }

        if (diagnostics.Exists(item => item.Severity == TemplateSeverity.Error))
        {
            return new EmailTemplateCompilation(null, diagnostics);
        }

        var subject = Compile(Part(source, "subject", source.Subject, TemplateMode.Header), diagnostics);
        var html = source.Html is null ? null : Compile(Part(source, "html", PrepareHtml(source), TemplateMode.Html), diagnostics);
        var text = PlainText(source) is { } plain ? Compile(Part(source, "text", plain, TemplateMode.Text), diagnostics) : null;
        var amp = source.Amp is null ? null : Compile(Part(source, "amp", source.Amp, TemplateMode.Html), diagnostics);
        return diagnostics.Exists(item => item.Severity == TemplateSeverity.Error)
            ? new EmailTemplateCompilation(null, diagnostics)
            : new EmailTemplateCompilation(new EmailTemplate(subject!, text, html, amp), diagnostics);
    }

    /// <summary>Finds everything that is, or may become, wrong with a mail: the findings about its parts, and a missing way to unsubscribe.</summary>
    /// <param name="source">The parts.</param>
    /// <returns>All findings; <see cref="TemplateDiagnostic.Template"/> names the part.</returns>
    public IReadOnlyList<TemplateDiagnostic> Check(EmailTemplateSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return [.. Parts(source).SelectMany(engine.Check), .. CheckMail(source)];
    }

    /// <summary>Finds everything that is wrong with a mail, and counts whom it hits.</summary>
    /// <param name="source">The parts.</param>
    /// <param name="recipients">The values of each recipient. One object may be filled again and again.</param>
    /// <param name="cancellationToken">Stops reading recipients.</param>
    /// <returns>
    /// All findings, each with the number of recipients: of those whose value is empty, whose message comes by the place of a mistake, or whose message can't
    /// be rendered; everyone for what concerns the mail as a whole; nobody for a branch that is never taken.
    /// </returns>
    public async Task<IReadOnlyList<TemplateDiagnostic>> CheckAsync(
        EmailTemplateSource source,
        IAsyncEnumerable<TemplateData> recipients,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(recipients);
        var check = BeginCheck(source);
        await foreach (var recipient in recipients.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            check.Look(recipient);
        }

        return check.Findings();
    }

    /// <summary>Begins a check of a mail that is shown its recipients one after another, so that one reading of an audience serves several mails.</summary>
    /// <param name="source">The parts.</param>
    /// <returns>The check; used by one thread at a time.</returns>
    public EmailTemplateCheck BeginCheck(EmailTemplateSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new EmailTemplateCheck([.. Parts(source).Select(part => new RecipientCheck(engine, part))], [.. CheckMail(source)]);
    }

    private static IEnumerable<TemplateSource> Parts(EmailTemplateSource source)
    {
        yield return Part(source, "subject", source.Subject, TemplateMode.Header);
        if (source.Preheader is not null)
        {
            yield return Part(source, "preheader", source.Preheader, TemplateMode.Html);
        }

        foreach (var body in Bodies(source))
        {
            yield return body;
        }

        if (source.Amp is not null)
        {
            yield return Part(source, "amp", source.Amp, TemplateMode.Html);
        }
    }

    private static IEnumerable<TemplateSource> Bodies(EmailTemplateSource source)
    {
        if (source.Text is not null)
        {
            yield return Part(source, "text", source.Text, TemplateMode.Text);
        }

        if (source.Html is not null)
        {
            yield return Part(source, "html", source.Html, TemplateMode.Html);
        }
    }

    private static TemplateSource Part(EmailTemplateSource source, string name, string text, TemplateMode mode) => new()
    {
        Text = text,
        Schema = source.Schema,
        Mode = mode,
        Name = $"{source.Name}, {name}",
        Spintax = source.Spintax,
        Culture = source.Culture,
        Loader = source.Loader,
    };

    private ICompiledTemplate? Compile(TemplateSource part, List<TemplateDiagnostic> diagnostics)
    {
        var compilation = engine.Compile(part);
        if (!compilation.Succeeded)
        {
            diagnostics.AddRange(compilation.Diagnostics);
        }

        return compilation.Template;
    }

    private static string PrepareHtml(EmailTemplateSource source)
    {
        var html = source.InlineCss ? CssInliner.Inline(source.Html!) : source.Html!;
        if (source.Preheader is null)
        {
            return html;
        }

        var preheader = $"<div style=\"{PreheaderStyle}\">{source.Preheader}</div>";
        var body = BodyTag().Match(html);
        return body.Success ? html.Insert(body.Index + body.Length, preheader) : preheader + html;
    }

    private static string? PlainText(EmailTemplateSource source) => source.Text ?? (source.Html is null ? null : HtmlToText.Convert(source.Html));

    private IEnumerable<TemplateDiagnostic> CheckMail(EmailTemplateSource source)
    {
        List<TemplateSource> bodies = [.. Bodies(source)];
        if (bodies.Count == 0)
        {
            yield return OfMail(source, "no-body", TemplateSeverity.Error, "The mail has neither a text nor an HTML body.", null);
        }

        if (!source.RequiresUnsubscribe)
        {
            yield break;
        }

        var coverage = bodies.ConvertAll(Coverage);
        var best = coverage.DefaultIfEmpty(UnsubscribeCoverage.Never).Max();
        if (best == UnsubscribeCoverage.Never)
        {
            yield return OfMail(
                source,
                NoUnsubscribe,
                TemplateSeverity.Error,
                "A marketing mail needs a link to unsubscribe, and none of the bodies has one.",
                "Add `{{ unsubscribe_url }}` to the text, and a link with that target to the HTML.");
        }
        else if (best == UnsubscribeCoverage.Sometimes)
        {
            yield return OfMail(
                source,
                NoUnsubscribe,
                TemplateSeverity.Error,
                "The link to unsubscribe stands in some branches only, so that some messages have none.",
                "Move it out of the block.");
        }
        else if (coverage.Exists(body => body != UnsubscribeCoverage.Always))
        {
            yield return OfMail(source, NoUnsubscribe, TemplateSeverity.Warning, "One of the two bodies has no link to unsubscribe.", "Add `{{ unsubscribe_url }}` to it.");
        }
    }

    /// <summary>What does not compile is reported as such; nothing is said about its links then.</summary>
    private int Coverage(TemplateSource body) =>
        engine.Compile(body, out _) is { } template ? UnsubscribeCoverage.Of(template) : UnsubscribeCoverage.Always;

    private static TemplateDiagnostic OfMail(EmailTemplateSource source, string code, TemplateSeverity severity, string message, string? hint) =>
        new() { Severity = severity, Code = code, Message = message, Hint = hint, Template = source.Name };

    [GeneratedRegex("<body\\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BodyTag();
}
