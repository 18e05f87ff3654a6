using System.Numerics;

namespace Outreach.Templating;

/// <summary>
/// A value at run time. References are of a closed set of types (see <see cref="ValueKind"/>); objects of the host other than data views never get here.
/// </summary>
internal readonly struct Value
{
    /// <summary>What the value refers to: a string, a list, an object, a function, a boxed number.</summary>
    public readonly object? Reference;
    public readonly long Bits;
    public readonly int Extra;
    public readonly ValueKind Kind;

    private Value(ValueKind kind, object? reference, long bits = 0, int extra = 0)
    {
        Reference = reference;
        Bits = bits;
        Extra = extra;
        Kind = kind;
    }

    /// <summary>Gets a null that was set, which hides outer variables of the same name.</summary>
    public static Value Null => new(ValueKind.Null, null);

    public static Value EmptyText => new(ValueKind.Text, "");

    public bool IsNull => Kind <= ValueKind.Null;

    public bool IsNumber => Kind is ValueKind.Whole or ValueKind.Real or ValueKind.Single or ValueKind.Exact or ValueKind.Big;

    /// <summary>Gets whether the value counts as true: all but null and false.</summary>
    public bool IsTrue => Kind > ValueKind.Null && (Kind != ValueKind.Boolean || Bits != 0);

    /// <summary>Gets whether this is text that lives in the scratch memory of the render only.</summary>
    public bool IsTransient => Kind == ValueKind.Text && Reference is not string;

    public double Real => Kind == ValueKind.Single ? BitConverter.Int32BitsToSingle((int)Bits) : BitConverter.Int64BitsToDouble(Bits);

    public decimal Exact => Reference is decimal boxed ? boxed : new decimal((int)Bits, (int)(Bits >> 32), 0, Extra >= 256, (byte)(Extra & 255));

    /// <summary>Gets a decimal number that is not negative and not large as whole number and number of decimals.</summary>
    public bool TryGetSmallExact(out ulong digits, out int scale)
    {
        digits = (ulong)Bits;
        scale = Extra & 255;
        return Kind == ValueKind.Exact && Reference is null && Extra < 256;
    }

    public BigInteger Big => (BigInteger)Reference!;

    public DateTimeOffset Date => new(Bits, TimeSpan.FromMinutes(Extra));

    public TimeSpan Duration => new(Bits);

    public int SafetyOfText => IsTransient ? 0 : Extra;

    public static implicit operator Value(string? text) => text is null ? default : new(ValueKind.Text, text);

    public static implicit operator Value(bool value) => new(ValueKind.Boolean, null, value ? 1 : 0);

    public static implicit operator Value(long value) => new(ValueKind.Whole, null, value);

    public static implicit operator Value(DateTimeOffset value) => new(ValueKind.Date, null, value.Ticks, (int)value.Offset.TotalMinutes);

    public static implicit operator Value(TimeSpan value) => new(ValueKind.Duration, null, value.Ticks);

    public static implicit operator Value(ScriptArray value) => new(ValueKind.Array, value);

    public static implicit operator Value(ScriptObject value) => new(ValueKind.Object, value);

    public static implicit operator Value(ScriptRange value) => new(ValueKind.Range, value);

    public static implicit operator Value(Function value) => new(ValueKind.Function, value);

    public static Value SafeText(string text, int safety) => new(ValueKind.Text, text, 0, safety);

    public static Value FromReal(double value) => new(ValueKind.Real, null, BitConverter.DoubleToInt64Bits(value));

    public static Value FromSingle(float value) => new(ValueKind.Single, null, BitConverter.SingleToInt32Bits(value));

    public static Value FromExact(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        return parts[2] != 0
            ? new(ValueKind.Exact, value)
            : new(ValueKind.Exact, null, ((long)parts[1] << 32) | (uint)parts[0], ((parts[3] >> 16) & 255) | (parts[3] < 0 ? 256 : 0));
    }

    /// <summary>A whole number, kept small if it fits.</summary>
    public static Value FromBig(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? (long)value : new Value(ValueKind.Big, value);

    /// <summary>Text in the scratch memory of a render.</summary>
    public static Value Transient(char[] scratch, int start, int length) => new(ValueKind.Text, scratch, start, length);

    /// <summary>Takes over a value of the host.</summary>
    public static Value From(in TemplateValue value) => value.Kind switch
    {
        TemplateValueKind.Text => value.Text,
        TemplateValueKind.Whole => value.Whole,
        TemplateValueKind.Boolean => value.Boolean,
        TemplateValueKind.Real => FromReal(value.Real),
        TemplateValueKind.Exact => FromExact(value.Exact),
        TemplateValueKind.Date => value.Date,
        TemplateValueKind.Duration => value.Duration,
        TemplateValueKind.List => new Value(ValueKind.Array, value.List),
        TemplateValueKind.Record => new Value(ValueKind.Object, value.Record),
        TemplateValueKind.Map => new HostMap(value.Map!),
        TemplateValueKind.Markup => SafeText(value.Text!, Safety.Html),
        _ => default,
    };

    /// <summary>The name of the kind as <c>object.kind</c> says it.</summary>
    public string? KindName() => Kind switch
    {
        ValueKind.Boolean => "bool",
        ValueKind.Whole => Bits is >= int.MinValue and <= int.MaxValue ? "int" : "long",
        ValueKind.Real => "double",
        ValueKind.Single => "float",
        ValueKind.Exact => "decimal",
        ValueKind.Big => "bigint",
        ValueKind.Text => "string",
        ValueKind.Date => "datetime",
        ValueKind.Duration => "timespan",
        ValueKind.Range => "range",
        ValueKind.Array => "array",
        ValueKind.Object => "object",
        ValueKind.Function => "function",
        _ => null,
    };
}
