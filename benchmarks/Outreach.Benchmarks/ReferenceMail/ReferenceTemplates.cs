namespace Outreach.Benchmarks;

/// <summary>
/// The templates of the reference mail: a greeting with fallback, three merge fields, one if/else, a loop over five products, filters. Lines end
/// with CRLF. Rendered for Robert Miller they have 80, 694 and about 8,200 bytes.
/// </summary>
internal static class ReferenceTemplates
{
    /// <summary>
    /// The products for the engine, whose schema has no lists: the template brings them along. A recipient's own products, as a list in the data, are
    /// what the rendering benchmarks use.
    /// </summary>
    public static readonly string LiteralProducts =
        "{{ products = [" + string.Join(", ", ReferenceProduct.All.Select(product => product.ToLiteral())) + "] }}";

    public static readonly string Subject = Lines(
        "{{ contact.first_name ?? 'Hello' | string.capitalize }}, five offers for {{ contact.company_name ?? 'you' }} that end on Friday — have a look tonight");

    public static readonly string Text = Lines(
        """
        Hello {{ contact.first_name ?? 'there' | string.capitalize }},

        these are the five offers that we picked for {{ contact.company_name ?? 'you' }} this week — all of them in stock.
        {{ if contact.city }}Delivery to {{ contact.city | string.upcase }} is free{{ else }}Delivery is free from € 50{{ end }} until Friday.

        {{ for product in products }}* {{ product.name }}: € {{ product.price | math.format '0.00' }} instead of € {{ product.old_price | math.format '0.00' }}
        {{ end }}
        If you have any questions, just answer this mail; we are glad to help you.
        You can send everything back within thirty days, free.

        Kind regards
        {{ sender.name }}

        No more offers? {{ unsubscribe_url }}

        """);

    public static readonly string Html = Lines(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Five offers that end on Friday</title>
        </head>
        <body style="margin:0;padding:0;background:#f4f4f4">
        <div style="display:none;max-height:0;overflow:hidden">
        Oak, brass and paper for your desk, up to a quarter off until Friday, and the
        delivery is on us. Five things that we would buy ourselves, from makers that
        we know and visit.</div>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
        <tr><td align="center">
        <table role="presentation" width="600" cellpadding="0" cellspacing="0">
        <tr><td style="padding:24px;background:#0b3d5c">
        <img src="https://example.com/i/logo.png" width="160" height="40"
        alt="Example Supplies"></td></tr>
        <tr><td style="padding:24px;background:#ffffff">
        <p style="font:16px/24px Arial,sans-serif;color:#222222;margin:0 0 12px">
        Hello {{ contact.first_name ?? 'there' | string.capitalize }},</p>
        <p style="font:16px/24px Arial,sans-serif;color:#222222;margin:0 0 12px">
        these are the five offers that we picked for
        <b>{{ contact.company_name ?? 'you' }}</b> this week — all of them in stock.
        {{ if contact.city }}Delivery to <b>{{ contact.city | string.upcase }}</b> is free{{ else }}Delivery is free from € 50{{ end }} until Friday.</p>
        </td></tr>
        {{ for product in products }}<tr><td style="padding:12px 24px;background:#ffffff">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
        <tr><td width="140" valign="top">
        <a href="https://example.com/products/{{ product.id }}">
        <img src="https://example.com/i/{{ product.id }}.png" width="120" height="80"
        alt="{{ product.name }}" style="display:block;border:0"></a></td>
        <td valign="top" style="font:14px/20px Arial,sans-serif;color:#333333">
        <p style="font:bold 16px/24px Arial,sans-serif;color:#0b3d5c;margin:0">
        {{ product.name }}</p>
        <p style="font:14px/20px Arial,sans-serif;color:#333333;margin:0 0 8px">
        It is made in small numbers by people who have done it for many years, and
        comes with a guarantee of five years on everything but wear and tear.</p>
        <p style="font:12px/18px Arial,sans-serif;color:#777777;margin:0 0 8px">
        Delivered within two working days. Customers like you gave it five stars.</p>
        <p style="font:14px/20px Arial,sans-serif;color:#333333;margin:0 0 8px">
        <b>€ {{ product.price | math.format '0.00' }}</b>
        <s style="color:#999999">€ {{ product.old_price | math.format '0.00' }}</s></p>
        <a href="https://example.com/cart/{{ product.id }}"
        style="background:#e4572e;color:#ffffff;padding:8px 16px;border-radius:4px">
        Put it into the cart</a></td></tr></table>
        </td></tr>
        {{ end }}<tr><td style="padding:24px;background:#ffffff">
        <p style="font:14px/20px Arial,sans-serif;color:#333333;margin:0 0 12px">
        The prices hold until Friday at midnight, as long as there is stock. They
        include the tax that is due in your country, and delivery to your door. You
        can send everything back to us within thirty days, and we pay for that too.</p>
        <p style="font:14px/20px Arial,sans-serif;color:#333333;margin:0 0 12px">
        If you have any questions, just answer this mail; we are glad to help you.</p>
        <p style="font:14px/20px Arial,sans-serif;color:#333333;margin:0">
        Kind regards<br>{{ sender.name }}</p>
        </td></tr>
        <tr><td style="padding:24px;font:12px/18px Arial,sans-serif;color:#777777">
        Example Supplies Ltd, 1 Example Street, Example Town. You get this mail as a
        customer of ours who asked for offers.
        <a href="{{ unsubscribe_url }}" style="color:#777777">No more offers</a>
        </td></tr>
        </table>
        </td></tr>
        </table>
        </body>
        </html>

        """);

    private static string Lines(string text) => text.ReplaceLineEndings("\r\n");
}
