using System.Buffers;

namespace Outreach.Templating;

/// <summary>A template over a C# type. Safe for use by several threads.</summary>
/// <typeparam name="TModel">The type.</typeparam>
public sealed class Template<TModel>
{
    private readonly TemplateModel<TModel> _model;

    internal Template(TemplateModel<TModel> model, ICompiledTemplate compiled)
    {
        _model = model;
        Compiled = compiled;
    }

    /// <summary>Gets the template without its type.</summary>
    public ICompiledTemplate Compiled { get; }

    /// <summary>Renders the template for an object.</summary>
    /// <param name="value">The object.</param>
    /// <param name="output">Where the UTF-8 text goes.</param>
    /// <param name="options">What differs from message to message besides the object.</param>
    /// <returns>The number of bytes written, or the reason why there are none.</returns>
    public TemplateRenderResult Render(TModel value, IBufferWriter<byte> output, in TemplateRenderOptions options = default)
    {
        var data = _model.Schema.CreateData();
        _model.Fill(value, data);
        return Compiled.Render(data, output, options);
    }
}
