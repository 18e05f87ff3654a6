using System.Buffers;
using System.Text;

namespace Outreach.Templating;

/// <summary>Renders to texts; for previews and wherever speed does not matter.</summary>
public static class CompiledTemplateExtensions
{
    /// <summary>Renders a template to a text writer.</summary>
    /// <param name="template">The template.</param>
    /// <param name="data">The values.</param>
    /// <param name="writer">Where the text goes. Nothing is written to it when rendering fails.</param>
    /// <param name="options">What differs from message to message besides the data.</param>
    /// <returns>The number of UTF-8 bytes that the text takes, or the reason why there is none.</returns>
    public static TemplateRenderResult Render(this ICompiledTemplate template, TemplateData data, TextWriter writer, in TemplateRenderOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(writer);
        var buffer = new ArrayBufferWriter<byte>();
        var result = template.Render(data, buffer, options);
        if (result.Succeeded)
        {
            writer.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        }

        return result;
    }
}
