using System.Buffers;
using System.Numerics;

namespace Outreach;

/// <summary>A compiled template. It is immutable: any number of threads may render it at the same time.</summary>
public interface ICompiledTemplate
{
    /// <summary>Gets what the template was compiled from.</summary>
    TemplateSource Source { get; }

    /// <summary>Gets the schema fields (paths such as <c>contact.first_name</c>) that the template reads, in no particular order.</summary>
    IReadOnlyCollection<string> Fields { get; }

    /// <summary>Gets the links that a <see cref="ILinkTracker"/> is asked about, by index. Empty in text mode.</summary>
    IReadOnlyList<TemplateLink> Links { get; }

    /// <summary>Gets the places that ask for a text written for the recipient, by index.</summary>
    IReadOnlyList<TemplateFragment> Fragments { get; }

    /// <summary>Gets how many texts the spintax of this template can produce: the sum over alternatives, the product over groups.</summary>
    /// <value>At least 1.</value>
    BigInteger Variants { get; }

    /// <summary>Renders the template for one recipient.</summary>
    /// <param name="data">The values. Its schema is the schema that the template was compiled against.</param>
    /// <param name="output">Where the UTF-8 text goes. Nothing is written to it when rendering fails.</param>
    /// <param name="options">What differs from message to message besides the data.</param>
    /// <returns>The number of bytes written, or the reason why there are none. Never throws because of what the template or the data say.</returns>
    /// <exception cref="ArgumentException"><paramref name="data"/> belongs to another schema.</exception>
    TemplateRenderResult Render(TemplateData data, IBufferWriter<byte> output, in TemplateRenderOptions options = default);
}
