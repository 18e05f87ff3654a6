namespace Outreach;

/// <summary>
/// A value that is handed to a template. These kinds are the only way in: a template never sees another object of the host.
/// The default value is null.
/// </summary>
public readonly struct TemplateValue
{
    private readonly object? _reference;
    private readonly long _bits;
    private readonly int _extra;

    private TemplateValue(TemplateValueKind kind, object? reference, long bits, int extra)
    {
        _reference = reference;
        _bits = bits;
        _extra = extra;
        Kind = kind;
    }

    /// <summary>Gets what the value is.</summary>
    public TemplateValueKind Kind { get; }

    /// <summary>Gets the text; <see langword="null"/> unless <see cref="Kind"/> is <see cref="TemplateValueKind.Text"/> or <see cref="TemplateValueKind.Markup"/>.</summary>
    public string? Text => _reference as string;

    /// <summary>Gets whether the value is true; <see langword="false"/> for other kinds.</summary>
    public bool Boolean => Kind == TemplateValueKind.Boolean && _bits != 0;

    /// <summary>Gets the whole number; 0 for other kinds.</summary>
    public long Whole => Kind == TemplateValueKind.Whole ? _bits : 0;

    /// <summary>Gets the floating-point number; 0 for other kinds.</summary>
    public double Real => Kind == TemplateValueKind.Real ? BitConverter.Int64BitsToDouble(_bits) : 0;

    /// <summary>Gets the decimal number; 0 for other kinds.</summary>
    public decimal Exact => Kind != TemplateValueKind.Exact ? 0
        : _reference is decimal boxed ? boxed
        : new decimal((int)_bits, (int)(_bits >> 32), 0, _extra >= 256, (byte)(_extra & 255));

    /// <summary>Gets the point in time; the default for other kinds.</summary>
    public DateTimeOffset Date => Kind == TemplateValueKind.Date ? new DateTimeOffset(_bits, TimeSpan.FromMinutes(_extra)) : default;

    /// <summary>Gets the length of time; zero for other kinds.</summary>
    public TimeSpan Duration => Kind == TemplateValueKind.Duration ? new TimeSpan(_bits) : default;

    /// <summary>Gets the list; <see langword="null"/> for other kinds.</summary>
    public IReadOnlyList<TemplateValue>? List => _reference as IReadOnlyList<TemplateValue>;

    /// <summary>Gets the record; <see langword="null"/> for other kinds.</summary>
    public TemplateData? Record => _reference as TemplateData;

    /// <summary>Gets the values by name; <see langword="null"/> for other kinds.</summary>
    public IReadOnlyDictionary<string, TemplateValue>? Map => _reference as IReadOnlyDictionary<string, TemplateValue>;

    /// <summary>Makes a text.</summary>
    /// <param name="value">The text; <see langword="null"/> gives null.</param>
    public static implicit operator TemplateValue(string? value) => value is null ? default : new(TemplateValueKind.Text, value, 0, 0);

    /// <summary>Makes a whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator TemplateValue(long value) => new(TemplateValueKind.Whole, null, value, 0);

    /// <summary>Makes a whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator TemplateValue(int value) => new(TemplateValueKind.Whole, null, value, 0);

    /// <summary>Makes a floating-point number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator TemplateValue(double value) => new(TemplateValueKind.Real, null, BitConverter.DoubleToInt64Bits(value), 0);

    /// <summary>Makes a decimal number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator TemplateValue(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        return parts[2] != 0
            ? new(TemplateValueKind.Exact, value, 0, 0)
            : new(TemplateValueKind.Exact, null, ((long)parts[1] << 32) | (uint)parts[0], ((parts[3] >> 16) & 255) | (parts[3] < 0 ? 256 : 0));
    }

    /// <summary>Makes true or false.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator TemplateValue(bool value) => new(TemplateValueKind.Boolean, null, value ? 1 : 0, 0);

    /// <summary>Makes a point in time.</summary>
    /// <param name="value">The time with its offset.</param>
    public static implicit operator TemplateValue(DateTimeOffset value) =>
        new(TemplateValueKind.Date, null, value.Ticks, (int)value.Offset.TotalMinutes);

    /// <summary>Makes a length of time.</summary>
    /// <param name="value">The length.</param>
    public static implicit operator TemplateValue(TimeSpan value) => new(TemplateValueKind.Duration, null, value.Ticks, 0);

    /// <summary>Makes a list.</summary>
    /// <param name="value">The elements; <see langword="null"/> gives null.</param>
    public static implicit operator TemplateValue(TemplateValue[]? value) => value is null ? default : new(TemplateValueKind.List, value, 0, 0);

    /// <summary>Makes a record.</summary>
    /// <param name="value">The record; <see langword="null"/> gives null.</param>
    public static implicit operator TemplateValue(TemplateData? value) => value is null ? default : new(TemplateValueKind.Record, value, 0, 0);

    /// <summary>Makes a list.</summary>
    /// <param name="value">The elements.</param>
    /// <returns>The list.</returns>
    public static TemplateValue FromList(IReadOnlyList<TemplateValue> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(TemplateValueKind.List, value, 0, 0);
    }

    /// <summary>Makes HTML that is written as it is. Never give it what a recipient or a stranger wrote.</summary>
    /// <param name="value">Well-formed HTML; <see langword="null"/> gives null.</param>
    /// <returns>The markup.</returns>
    public static TemplateValue FromMarkup(string? value) => value is null ? default : new(TemplateValueKind.Markup, value, 0, 0);

    /// <summary>Makes values by name.</summary>
    /// <param name="value">The values.</param>
    /// <returns>The map.</returns>
    public static TemplateValue FromMap(IReadOnlyDictionary<string, TemplateValue> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(TemplateValueKind.Map, value, 0, 0);
    }
}
