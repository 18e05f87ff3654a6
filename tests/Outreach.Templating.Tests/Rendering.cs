using System.Buffers;
using System.Text;

namespace Outreach.Templating.Tests;

/// <summary>Renders templates for tests, with the fields that a campaign has.</summary>
internal static class Rendering
{
    public static readonly TemplateSchema Product = new(
    [
        new() { Path = "title", CanBeEmpty = false },
        new() { Path = "price", Type = TemplateFieldType.Number, CanBeEmpty = false },
        new() { Path = "note" },
    ]);

    public static readonly TemplateSchema Schema = new(
    [
        new() { Path = "contact.first_name" },
        new() { Path = "contact.last_name" },
        new() { Path = "contact.email", CanBeEmpty = false },
        new() { Path = "contact.score", Type = TemplateFieldType.Number },
        new() { Path = "contact.since", Type = TemplateFieldType.Date },
        new() { Path = "contact.Favourite colour" },
        new() { Path = "company.name" },
        new() { Path = "products", Type = TemplateFieldType.List, Items = Product },
        new() { Path = "unsubscribe_url", CanBeEmpty = false },
    ]);

    /// <summary>The defaults, but for the clock: a busy machine must not end what a quiet one renders in a millisecond.</summary>
    public static readonly TemplateLimits Limits = new() { MaxDuration = TimeSpan.FromMinutes(1), RegexTimeout = TimeSpan.FromSeconds(1) };

    public static readonly TemplateEngine Engine = new(Limits);

    public static TemplateData Ada()
    {
        var data = Schema.CreateData();
        data.Set("contact.first_name", "Ada");
        data.Set("contact.last_name", "O'Neil <Lovelace>");
        data.Set("contact.email", "ada@example.org");
        data.Set("contact.score", 12);
        data.Set("contact.since", new DateTimeOffset(2026, 3, 14, 9, 5, 0, TimeSpan.Zero));
        data.Set("company.name", "Byron & Co");
        data.Set("unsubscribe_url", "https://example.org/u?t=1&s=2");
        data.Set("products", new TemplateValue[] { Item("Tea", 3.5m), Item("Scones", 12m) });
        return data;
    }

    public static TemplateData Item(string title, decimal price)
    {
        var item = Product.CreateData();
        item.Set("title", title);
        item.Set("price", price);
        return item;
    }

    public static string Text(string template, ulong seed = 0) => Render(template, TemplateMode.Text, Ada(), new() { Seed = seed });

    public static string Html(string template) => Render(template, TemplateMode.Html, Ada());

    public static string Render(string template, TemplateMode mode, TemplateData data, TemplateRenderOptions options = default, TemplateEngine? engine = null)
    {
        var compilation = (engine ?? Engine).Compile(new TemplateSource { Text = template, Schema = data.Schema, Mode = mode });
        Assert.True(compilation.Succeeded, string.Join('\n', compilation.Diagnostics));
        var writer = new ArrayBufferWriter<byte>();
        var result = compilation.Template.Render(data, writer, options);
        Assert.True(result.Succeeded, result.Error?.ToString());
        return Encoding.UTF8.GetString(writer.WrittenSpan);
    }

    /// <summary>The first thing that is wrong, whether it shows when compiling or when rendering.</summary>
    public static TemplateDiagnostic Failure(string template, TemplateEngine? engine = null, TemplateMode mode = TemplateMode.Text)
    {
        var compilation = (engine ?? Engine).Compile(new TemplateSource { Text = template, Schema = Schema, Mode = mode });
        if (!compilation.Succeeded)
        {
            return compilation.Diagnostics[0];
        }

        var writer = new ArrayBufferWriter<byte>();
        var error = compilation.Template.Render(Ada(), writer).Error;
        Assert.NotNull(error);
        Assert.Equal(0, writer.WrittenCount);
        return error;
    }
}
