namespace Outreach.Templating;

/// <summary>Compiles templates over C# types.</summary>
public static class TemplateEngineExtensions
{
    /// <summary>Compiles and checks a template over a type.</summary>
    /// <typeparam name="TModel">The type.</typeparam>
    /// <param name="engine">The engine.</param>
    /// <param name="model">The members that the template may use.</param>
    /// <param name="text">The template.</param>
    /// <param name="mode">The kind of text that it produces.</param>
    /// <returns>The template.</returns>
    /// <exception cref="FormatException">The template has errors, unknown fields included; the message lists them. It is part of the host's program, so this
    /// is a bug, not an expected failure.</exception>
    public static Template<TModel> Compile<TModel>(
        this ITemplateEngine engine,
        TemplateModel<TModel> model,
        string text,
        TemplateMode mode = TemplateMode.Text)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(model);
        var source = new TemplateSource { Text = text, Schema = model.Schema, Mode = mode, Name = typeof(TModel).Name, Spintax = false };
        var errors = engine.Check(source).Where(item => item.Severity == TemplateSeverity.Error).ToList();
        var compilation = engine.Compile(source);
        return errors.Count == 0 && compilation.Succeeded
            ? new Template<TModel>(model, compilation.Template)
            : throw new FormatException(string.Join(Environment.NewLine, errors));
    }
}
