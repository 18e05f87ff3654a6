namespace Outreach;

/// <summary>
/// The fields that templates of campaigns may use, and the slots in which they lie: those that every contact has, and the organisation's
/// custom fields as <c>contact.&lt;name&gt;</c>.
/// </summary>
internal sealed class RecipientSchema
{
    public const string Signature = "sender.signature";
    public const string OpenPixel = "open_pixel";
    private const int SignatureSlot = 9;
    private const int PixelSlot = 12;

    private static readonly TemplateField[] Standard =
    [
        new() { Path = "contact.first_name" },
        new() { Path = "contact.last_name" },
        new() { Path = "contact.email", CanBeEmpty = false },
        new() { Path = "contact.phone" },
        new() { Path = "contact.telegram_id" },
        new() { Path = "contact.company_name" },
        new() { Path = "company.name" },
        new() { Path = "sender.name", CanBeEmpty = false },
        new() { Path = "sender.email", CanBeEmpty = false },
        new() { Path = Signature },
        new() { Path = "campaign.name", CanBeEmpty = false },
        new() { Path = "unsubscribe_url", CanBeEmpty = false },
        new() { Path = OpenPixel, CanBeEmpty = false },
    ];

    private readonly (string Name, int Slot)[] _customFields;

    private RecipientSchema(TemplateSchema schema, (string Name, int Slot)[] customFields)
    {
        Template = schema;
        _customFields = customFields;
    }

    public TemplateSchema Template { get; }

    /// <summary>Makes a schema.</summary>
    /// <param name="customFields">The names of custom fields as they are stored; one whose path is taken already is left out.</param>
    /// <param name="isSigned">Whether every account that sends has a signature.</param>
    public static RecipientSchema Create(IReadOnlyList<string> customFields, bool isSigned = false)
    {
        var fields = new List<TemplateField>(Standard);
        fields[SignatureSlot] = fields[SignatureSlot] with { CanBeEmpty = !isSigned };
        var slots = new List<(string, int)>();
        var paths = new HashSet<string>(Standard.Select(field => field.Path), StringComparer.Ordinal);
        foreach (var name in customFields)
        {
            var path = "contact." + FieldName.ToIdentifier(name);
            if (paths.Add(path))
            {
                slots.Add((name, fields.Count));
                fields.Add(new TemplateField { Path = path });
            }
        }

        return new RecipientSchema(new TemplateSchema(fields), [.. slots]);
    }

    /// <summary>Puts in what stands in HTML only.</summary>
    /// <param name="data">The values.</param>
    /// <param name="sender">The sender.</param>
    /// <param name="pixelUrl">The image that tells of the open, or <see langword="null"/>.</param>
    public static void FillHtml(TemplateData data, SenderProfile sender, string? pixelUrl)
    {
        data.Set(SignatureSlot, sender.Html);
        if (pixelUrl is not null)
        {
            data.Set(PixelSlot, TemplateValue.FromMarkup($"<img src=\"{pixelUrl}\" width=\"1\" height=\"1\" alt=\"\" style=\"border:0\">"));
        }
    }

    /// <summary>Puts a recipient's values into their slots.</summary>
    public void Fill(TemplateData data, Contact contact, SenderProfile sender, Campaign campaign, string unsubscribeUrl)
    {
        data.Set(0, contact.FirstName);
        data.Set(1, contact.LastName);
        data.Set(2, contact.Email);
        data.Set(3, contact.Phone);
        data.Set(4, contact.TelegramId);
        data.Set(5, contact.CompanyName);
        data.Set(6, contact.CompanyName);
        data.Set(7, sender.Name);
        data.Set(8, sender.Email);
        data.Set(SignatureSlot, sender.Text);
        data.Set(10, campaign.Name);
        data.Set(11, unsubscribeUrl);
        data.Set(PixelSlot, default);
        foreach (var (name, slot) in _customFields)
        {
            data.Set(slot, contact.CustomFields.TryGetValue(name, out var value) ? value : null);
        }
    }
}
