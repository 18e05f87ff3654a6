using System.Buffers;
using System.Text;

namespace Outreach.Templating.Tests.Typed;

/// <summary>The example of docs/reference/templating.md; a test of the architecture compares the two.</summary>
public sealed class TypedTemplateExampleTests
{
    private sealed record OrderLine(string Title, decimal Price);

    private sealed record Order(string Number, string? Note, IReadOnlyList<OrderLine> Lines);

    private static readonly TemplateModel<Order> Model = new TemplateModel<Order>()
        .Text("number", order => order.Number)
        .OptionalText("note", order => order.Note)
        .List("lines", order => order.Lines, new TemplateModel<OrderLine>().Text("title", line => line.Title).Number("price", line => line.Price));

    [Fact]
    public void Template_OfAModel_IsCheckedAgainstItsMembers()
    {
        var engine = new TemplateEngine();
        Template<Order> template = engine.Compile(Model, "Order {{ number }}:{{ for line in lines }} {{ line.title }}{{ end }}");
        var writer = new ArrayBufferWriter<byte>();

        template.Render(new Order("7", null, [new OrderLine("tea", 2.5m), new OrderLine("cups", 9m)]), writer);

        Assert.Equal("Order 7: tea cups", Encoding.UTF8.GetString(writer.WrittenSpan));
        var error = Assert.Throws<FormatException>(() => engine.Compile(Model, "Order {{ nubmer }}"));
        Assert.Contains("number", error.Message, StringComparison.Ordinal);
    }
}
