using System.Globalization;

namespace Outreach.Templating;

/// <summary>The parts of a mail and how they are to be read.</summary>
public sealed record EmailTemplateSource
{
    /// <summary>Gets the fields that the parts may use.</summary>
    public required TemplateSchema Schema { get; init; }

    /// <summary>Gets the subject. It is one line; line ends can't come out of it.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets the plain text body.</summary>
    /// <value>Default: <see langword="null"/>, made from the HTML body.</value>
    public string? Text { get; init; }

    /// <summary>Gets the HTML body.</summary>
    /// <value>Default: <see langword="null"/>, a mail of plain text.</value>
    public string? Html { get; init; }

    /// <summary>Gets the line that mail readers show behind the subject. It is put in front of the HTML body, invisibly.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? Preheader { get; init; }

    /// <summary>Gets the AMP part (<c>text/x-amp-html</c>). Its markup passes through as it is; values in it are escaped.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? Amp { get; init; }

    /// <summary>Gets the name that diagnostics show in front of the part, for example <c>step 2</c>.</summary>
    /// <value>Default: <c>mail</c>.</value>
    public string Name { get; init; } = "mail";

    /// <summary>Gets the culture of numbers and dates.</summary>
    /// <value>Default: the invariant culture.</value>
    public CultureInfo Culture { get; init; } = CultureInfo.InvariantCulture;

    /// <summary>Gets where <c>include</c> finds other templates.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public ITemplateLoader? Loader { get; init; }

    /// <summary>Gets whether <c>{Hi|Hello}</c> is a choice.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Spintax { get; init; } = true;

    /// <summary>Gets whether style sheets are moved into the elements that they apply to, since many mail readers drop them.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool InlineCss { get; init; } = true;

    /// <summary>Gets whether the mail must carry a way to unsubscribe (marketing mail).</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool RequiresUnsubscribe { get; init; } = true;
}
