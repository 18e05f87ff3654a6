using System.Numerics;

namespace Outreach.Templating;

/// <summary>The compiled parts of a mail. Immutable; safe for use by several threads.</summary>
public sealed class EmailTemplate
{
    internal EmailTemplate(ICompiledTemplate subject, ICompiledTemplate? text, ICompiledTemplate? html, ICompiledTemplate? amp)
    {
        Subject = subject;
        Text = text;
        Html = html;
        Amp = amp;
        Fields = Parts.SelectMany(part => part.Fields).ToHashSet(StringComparer.Ordinal);
        Variants = Parts.Aggregate(BigInteger.One, (product, part) => product * part.Variants);
    }

    /// <summary>Gets the subject.</summary>
    public ICompiledTemplate Subject { get; }

    /// <summary>Gets the plain text body; <see langword="null"/> if there is neither text nor HTML.</summary>
    public ICompiledTemplate? Text { get; }

    /// <summary>Gets the HTML body with its styles inlined, or <see langword="null"/>.</summary>
    public ICompiledTemplate? Html { get; }

    /// <summary>Gets the AMP part, or <see langword="null"/>.</summary>
    public ICompiledTemplate? Amp { get; }

    /// <summary>Gets the fields that any part reads.</summary>
    public IReadOnlyCollection<string> Fields { get; }

    /// <summary>Gets how many mails the spintax of all parts can produce.</summary>
    public BigInteger Variants { get; }

    private IEnumerable<ICompiledTemplate> Parts => new[] { Subject, Text, Html, Amp }.Where(part => part is not null).Select(part => part!);
}
