using System.Globalization;
using System.Text;

namespace Outreach.Benchmarks.Templating;

/// <summary>
/// The mail that all template benchmarks render: subject 80 B, text 694 B, HTML 8.2 KB; a greeting with fallback, three merge fields, one if/else, a loop over
/// five products, filters.
/// </summary>
internal static class ReferenceMail
{
    public const string Subject = "{{ contact.first_name ?? \"Hello\" }}, five new arrivals from {{ company.name }} that your customers ask for";

    public const string Text = """
        Hi {{ contact.first_name ?? "there" }},

        {{ if contact.orders > 3 }}thank you for being a regular customer.{{ else }}it is good to have you with us.{{ end }} I had a look at {{ company.name }} and picked
        five things that would go well with what you already sell. All of them are in stock and ship within two days:

        {{~ for p in products ~}}
        - {{ p.title | string.upcase }} for {{ p.price | math.format "0.00" }} EUR ({{ p.sku }})
        {{~ end ~}}

        If you order before {{ campaign.deadline | date.to_string "%d %B %Y" }}, delivery is on us. Just answer this mail with the numbers you want, and we
        will send the papers the same day. No account is needed, and you can return everything for sixty days.

        Kind regards
        {{ sender.name }}

        Don't want these mails? {{ unsubscribe_url }}
        """;

    private const string Row = """
              <tr>
                <td class="cell" style="padding:12px 16px;border-bottom:1px solid #e5e7eb;font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:22px;color:#111827">
                  <a href="https://shop.example.com/products/{{ p.sku }}?utm_source=mail&amp;utm_campaign=spring" style="color:#2563eb;text-decoration:none">{{ p.title | string.upcase }}</a>
                </td>
                <td class="cell" align="right" style="padding:12px 16px;border-bottom:1px solid #e5e7eb;font-family:Helvetica,Arial,sans-serif;font-size:15px;color:#111827">{{ p.price | math.format "0.00" }} EUR</td>
              </tr>

        """;

    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width,initial-scale=1">
          <title>New arrivals</title>
        </head>
        <body style="margin:0;padding:0;background-color:#f3f4f6">
          <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f3f4f6">
            <tr><td align="center" style="padding:24px">
            <table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="background-color:#ffffff;border-radius:8px">

        """;

    private const string Paragraph = """
              <tr><td colspan="2" style="padding:16px 24px;font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:22px;color:#374151">
                Everything is made in small batches, checked by hand, and packed without plastic. You can return what you do not sell for sixty days,
                and we pay the way back. Ask us for samples: they are free, and you keep them.
              </td></tr>

        """;

    private const string Tail = """
              <tr><td colspan="2" style="padding:16px 24px;font-family:Helvetica,Arial,sans-serif;font-size:12px;line-height:18px;color:#6b7280">
                {{ sender.name }}, Example Trading Ltd, 1 Example Street, Exampletown. <a href="{{ unsubscribe_url }}" style="color:#6b7280">Unsubscribe</a>
              </td></tr>
            </table>
            </td></tr>
          </table>
        </body>
        </html>

        """;

    private const string Greeting = """
              <tr><td colspan="2" style="padding:24px;font-family:Helvetica,Arial,sans-serif;font-size:18px;line-height:26px;color:#111827">
                Hi {{ contact.first_name ?? "there" }},<br><br>
                {{ if contact.orders > 3 }}thank you for being a regular customer.{{ else }}it is good to have you with us.{{ end }}
                I had a look at {{ company.name }} and picked five things that would go well with what you already sell.
              </td></tr>

        """;

    public static readonly string Html =
        Head + Greeting + "{{ for p in products ~}}\n" + Row + "{{~ end }}" + string.Concat(Enumerable.Repeat(Paragraph, 8)) + Tail;

    public static readonly TemplateSchema Products = new(
    [
        new() { Path = "title", CanBeEmpty = false },
        new() { Path = "sku", CanBeEmpty = false },
        new() { Path = "price", Type = TemplateFieldType.Number, CanBeEmpty = false },
    ]);

    public static readonly TemplateSchema Schema = new(
    [
        new() { Path = "contact.first_name" },
        new() { Path = "contact.orders", Type = TemplateFieldType.Number },
        new() { Path = "company.name", CanBeEmpty = false },
        new() { Path = "sender.name", CanBeEmpty = false },
        new() { Path = "campaign.deadline", Type = TemplateFieldType.Date, CanBeEmpty = false },
        new() { Path = "unsubscribe_url", CanBeEmpty = false },
        new() { Path = "products", Type = TemplateFieldType.List, Items = Products },
    ]);

    public static readonly Model Recipient = new(
        "Ada",
        5,
        "Byron & Daughters",
        "Grace Hopper",
        new DateTimeOffset(2026, 3, 14, 0, 0, 0, TimeSpan.Zero),
        "https://mail.example.com/u/AQEBAQEBAQEBAQEBAQEBAQ",
        [
            new("Walnut writing desk", "D-100", 349.50m), new("Brass desk lamp", "L-210", 89m), new("Linen notebook, A5", "N-033", 12.90m),
            new("Fountain pen \"Ada\"", "P-007", 64m), new("Felt pad <large>", "F-450", 24.25m),
        ]);

    public static TemplateData Data()
    {
        var data = Schema.CreateData();
        data.Set("contact.first_name", Recipient.FirstName);
        data.Set("contact.orders", Recipient.Orders);
        data.Set("company.name", Recipient.Company);
        data.Set("sender.name", Recipient.Sender);
        data.Set("campaign.deadline", Recipient.Deadline);
        data.Set("unsubscribe_url", Recipient.Unsubscribe);
        data.Set("products", Recipient.Products.Select(product =>
        {
            var item = Products.CreateData();
            item.Set("title", product.Title);
            item.Set("sku", product.Sku);
            item.Set("price", product.Price);
            return (TemplateValue)item;
        }).ToArray());
        return data;
    }

    /// <summary>The same template in the syntax of Handlebars.</summary>
    public static string ToHandlebars(string template)
    {
        var text = new StringBuilder(template.Replace("~}}\n", "}}", StringComparison.Ordinal));
        foreach (var (from, to) in new[]
        {
            ("{{ contact.first_name ?? \"there\" }}", "{{#if contact.first_name}}{{contact.first_name}}{{else}}there{{/if}}"),
            ("{{ contact.first_name ?? \"Hello\" }}", "{{#if contact.first_name}}{{contact.first_name}}{{else}}Hello{{/if}}"),
            ("{{ if contact.orders > 3 }}", "{{#if contact.regular}}"), ("{{ else }}", "{{else}}"), ("welcome{{ end }}", "welcome{{/if}}"),
            ("with us.{{ end }}", "with us.{{/if}}"), ("{{ for p in products }}", "{{#each products}}"), ("{{~ for p in products }}", "{{#each products}}"),
            ("{{~ end }}", "{{/each}}"), ("{{ p.title | string.upcase }}", "{{upcase title}}"), ("{{ p.price | math.format \"0.00\" }}", "{{money price}}"),
            ("{{ p.sku }}", "{{sku}}"), ("{{ campaign.deadline | date.to_string \"%d %B %Y\" }}", "{{day campaign.deadline}}"),
        })
        {
            text.Replace(from, to);
        }

        return text.ToString();
    }

    public static string Day(DateTimeOffset date) => date.ToString("dd MMMM yyyy", CultureInfo.InvariantCulture);

    internal sealed record Product(string Title, string Sku, decimal Price);

    internal sealed record Model(
        string FirstName, int Orders, string Company, string Sender, DateTimeOffset Deadline, string Unsubscribe, IReadOnlyList<Product> Products);
}
