using System.Globalization;

namespace Outreach.Benchmarks;

/// <summary>One of the five products that the reference mail offers.</summary>
internal sealed record ReferenceProduct(long Id, string Name, decimal Price, decimal OldPrice)
{
    public static readonly ReferenceProduct[] All =
    [
        new(1042, "Oak desk \"Nordic\"", 189.90m, 229.00m),
        new(1077, "Chair & cushion", 79.50m, 99.00m),
        new(2003, "Desk lamp, brass", 44.90m, 59.90m),
        new(2310, "Shelf in three parts", 119.00m, 149.00m),
        new(3155, "Notebook, 240 pages", 12.40m, 15.90m),
    ];

    /// <summary>The fields of a product in a schema.</summary>
    public static readonly TemplateSchema Schema = new(
    [
        new TemplateField { Path = "id", Type = TemplateFieldType.Number, CanBeEmpty = false },
        new TemplateField { Path = "name", CanBeEmpty = false },
        new TemplateField { Path = "price", Type = TemplateFieldType.Number, CanBeEmpty = false },
        new TemplateField { Path = "old_price", Type = TemplateFieldType.Number, CanBeEmpty = false },
    ]);

    public TemplateData ToRecord()
    {
        var record = Schema.CreateData();
        record.Set(0, Id);
        record.Set(1, Name);
        record.Set(2, Price);
        record.Set(3, OldPrice);
        return record;
    }

    /// <summary>The product as an object in a template.</summary>
    public string ToLiteral() => string.Create(
        CultureInfo.InvariantCulture, $"{{ id: {Id}, name: '{Name}', price: {Price}, old_price: {OldPrice} }}");
}
