using System.Text;

namespace Outreach.Benchmarks.Templating;

/// <summary>The reference templates in the syntax of Handlebars.</summary>
internal static class HandlebarsTemplates
{
    private static readonly (string From, string To)[] Tags =
    [
        ("{{ contact.first_name ?? 'Hello' | string.capitalize }}", "{{#if contact.first_name}}{{capitalize contact.first_name}}{{else}}Hello{{/if}}"),
        ("{{ contact.first_name ?? 'there' | string.capitalize }}", "{{#if contact.first_name}}{{capitalize contact.first_name}}{{else}}There{{/if}}"),
        ("{{ contact.company_name ?? 'you' }}", "{{#if contact.company_name}}{{contact.company_name}}{{else}}you{{/if}}"),
        ("{{ if contact.city }}", "{{#if contact.city}}"),
        ("{{ contact.city | string.upcase }}", "{{upcase contact.city}}"),
        ("{{ else }}", "{{else}}"),
        ("{{ end }} until", "{{/if}} until"),
        ("{{ for product in products }}", "{{#each products}}"),
        ("{{ product.id }}", "{{id}}"),
        ("{{ product.name }}", "{{name}}"),
        ("{{ product.price | math.format '0.00' }}", "{{money price}}"),
        ("{{ product.old_price | math.format '0.00' }}", "{{money old_price}}"),
        ("{{ end }}", "{{/each}}"),
    ];

    public static string Convert(string template)
    {
        var text = new StringBuilder(template);
        foreach (var (from, to) in Tags)
        {
            text.Replace(from, to);
        }

        return text.ToString();
    }
}
