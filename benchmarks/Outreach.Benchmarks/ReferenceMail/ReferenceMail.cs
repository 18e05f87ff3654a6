using System.Buffers;
using System.Text;
using Outreach.Mime;
using Outreach.Templating;

namespace Outreach.Benchmarks;

/// <summary>
/// The mail that all benchmarks use: subject 80 B, text 694 B, HTML 8.2 KB, 10.3 KB on the wire; not ASCII, so that its bodies are quoted-printable.
/// It is rendered from <see cref="ReferenceTemplates"/>.
/// </summary>
internal static class ReferenceMail
{
    public const string Url = "https://example.com/u/aeaqcambaeaqcaibaeaqcambaeaqcaibaeaqcambaeaqcaibaeaqcambaeaqcaib";

    public static readonly Mailbox From = Mailbox.Parse("Ann Lee <ann.lee@mail.example.com>");

    public static readonly Mailbox To = Mailbox.Parse("Robert Miller <robert.miller@customer.example.org>");

    public static readonly MessageId Id = MessageId.Create("01hx7c3v9q.8842.3", "mail.example.com");

    public static readonly DateTimeOffset Date = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    public static readonly ListUnsubscribe Unsubscribe = new(Url);

    /// <summary>The engine's schema, and the products as a list.</summary>
    public static readonly TemplateSchema Schema = new(
    [
        .. RecipientSchema.Create(["city"]).Template.Fields,
        new TemplateField { Path = "products", Type = TemplateFieldType.List, CanBeEmpty = false, Items = ReferenceProduct.Schema },
    ]);

    public static readonly byte[] SubjectBytes = Render(ReferenceTemplates.Subject, TemplateMode.Header);

    public static readonly byte[] TextBytes = Render(ReferenceTemplates.Text, TemplateMode.Text);

    public static readonly byte[] HtmlBytes = Render(ReferenceTemplates.Html, TemplateMode.Html);

    public static readonly string Subject = Encoding.UTF8.GetString(SubjectBytes);

    public static readonly string Text = Encoding.UTF8.GetString(TextBytes);

    public static readonly string Html = Encoding.UTF8.GetString(HtmlBytes);

    /// <summary>Gets the static parts of the message, prepared.</summary>
    public static PreparedMessage Prepare() => PreparedMessage.Create(new MessageBlueprint
    {
        Id = "reference/1",
        From = From,
        Bodies = BodyFormats.Text | BodyFormats.Html,
        ReplyTo = [From],
        FeedbackId = "c42:acme:outreach:example",
    });

    /// <summary>Gets the whole message as it goes over the wire.</summary>
    public static byte[] Compose()
    {
        var output = new ArrayBufferWriter<byte>(16 * 1024);
        Prepare().Write(output, new MessageValues
        {
            To = To,
            MessageId = Id,
            Date = Date,
            Subject = SubjectBytes,
            Text = TextBytes,
            Html = HtmlBytes,
            ListUnsubscribe = Unsubscribe,
        });
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Compiles a template against <see cref="Schema"/>.</summary>
    public static ICompiledTemplate Compile(string text, TemplateMode mode)
    {
        var compilation = new TemplateEngine().Compile(new TemplateSource { Text = text, Mode = mode, Schema = Schema, Name = mode.ToString() });
        return compilation.Template ?? throw new InvalidOperationException("The reference template: " + string.Join(' ', compilation.Diagnostics));
    }

    /// <summary>Makes the values for Robert Miller.</summary>
    public static TemplateData CreateData()
    {
        var data = Schema.CreateData();
        data.Set("contact.first_name", "Robert");
        data.Set("contact.last_name", "Miller");
        data.Set("contact.email", To.Address.ToString());
        data.Set("contact.company_name", "Miller & Sons");
        data.Set("company.name", "Miller & Sons");
        data.Set("contact.city", "Zürich");
        data.Set("sender.name", From.DisplayName);
        data.Set("sender.email", From.Address.ToString());
        data.Set("campaign.name", "Five offers");
        data.Set("unsubscribe_url", Url);
        data.Set("products", ReferenceProduct.All.Select(product => (TemplateValue)product.ToRecord()).ToArray());
        return data;
    }

    private static byte[] Render(string text, TemplateMode mode)
    {
        var output = new ArrayBufferWriter<byte>(16 * 1024);
        var result = Compile(text, mode).Render(CreateData(), output);
        return result.Error is null ? output.WrittenSpan.ToArray() : throw new InvalidOperationException("The reference template: " + result.Error);
    }
}
