using System.Globalization;

namespace Outreach.Templating;

/// <summary>The functions of <c>math</c>.</summary>
internal static class MathFunctions
{
    private const int MostDigits = 99;
    private static readonly ulong[] Powers = [.. Enumerable.Range(0, 20).Select(power => (ulong)System.Numerics.BigInteger.Pow(10, power))];

    public static BuiltinObject Create() => Builtins.Object(
        "math",
        ("abs", "value:n", static a => a.IsNull(0) ? default : Abs(a)),
        ("ceil", "value:n", static a => a.IsNull(0) ? default : Round(a, Math.Ceiling, decimal.Ceiling)),
        ("divided_by", "value:n divisor:n", static a => DividedBy(a)),
        ("floor", "value:n", static a => a.IsNull(0) ? default : Round(a, Math.Floor, decimal.Floor)),
        ("format", "value:n format:s culture:s?", static a => Format(a)),
        ("is_number", "value:a", static a => a[0].IsNumber),
        ("minus", "value:n with:n", static a => Apply(a, TokenKind.Minus)),
        ("modulo", "value:n with:n", static a => Apply(a, TokenKind.Percent)),
        ("plus", "value:n with:n", static a => Apply(a, TokenKind.Plus)),
        ("random", "min_value:n max_value:n", static a => Random(a)),
        ("round", "value:n precision:n?", static a => RoundTo(a)),
        ("times", "value:n with:n", static a => Apply(a, TokenKind.Asterisk)),
        ("uuid", "", static a => Uuid(a)));

    /// <summary>Formats a value with a .NET format string. Its precision is limited, since it decides how much memory the result takes.</summary>
    public static Value Format(Arguments a)
    {
        if (a.IsNull(0))
        {
            return default;
        }

        var format = a.Text(1);
        if (format.Length > MostDigits || (format.Length > 3 && char.IsAsciiLetter(format[0]) && int.TryParse(format[1..], NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            throw a.Fault("arguments", "The format is too long.");
        }

        var culture = a.IsNull(2) ? a.Context.Culture : Dates.FindCulture(a.Context, a.Text(2), a.Call);
        var value = a[0];
        if (TryFormatFixed(a, format, culture, out var text))
        {
            return text;
        }

        try
        {
            return value.Kind switch
            {
                ValueKind.Whole => Write(a, value.Bits, culture),
                ValueKind.Real => Write(a, value.Real, culture),
                ValueKind.Single => Write(a, (float)value.Real, culture),
                ValueKind.Exact => Write(a, value.Exact, culture),
                ValueKind.Big => Write(a, value.Big, culture),
                ValueKind.Date => Write(a, value.Date, culture),
                ValueKind.Duration => Write(a, value.Duration, culture),
                _ => value,
            };
        }
        catch (FormatException)
        {
            throw a.Fault("arguments", $"`{a.String(1)}` is no format for {Numbers.Describe(value)}.");
        }
    }

    /// <summary>Prices are printed a lot: <c>0.00</c> and the like for decimal numbers that are not negative, rounded half up as .NET does.</summary>
    private static bool TryFormatFixed(Arguments a, ReadOnlySpan<char> format, CultureInfo culture, out Value text)
    {
        text = default;
        var decimals = format.Length - 2;
        if (decimals is < 1 or > 4 || format[0] != '0' || format[1] != '.' || format[2..].ContainsAnyExcept('0') || !a[0].TryGetSmallExact(out var digits, out var scale))
        {
            return false;
        }

        var shift = scale - decimals;
        if (shift >= Powers.Length || (shift < 0 && digits > ulong.MaxValue / Powers[-shift]))
        {
            return false;
        }

        if (shift > 0)
        {
            var (quotient, rest) = Math.DivRem(digits, Powers[shift]);
            digits = quotient + (rest >= Powers[shift] - rest ? 1UL : 0);
        }
        else
        {
            digits *= Powers[-shift];
        }

        var (whole, fraction) = Math.DivRem(digits, Powers[decimals]);
        var builder = new TextBuilder(a.Context, 32);
        builder.AppendDigits(whole, 1);
        builder.Append(culture.NumberFormat.NumberDecimalSeparator);
        builder.AppendDigits(fraction, decimals);
        text = builder.ToValue();
        return true;
    }

    private static Value Write<T>(Arguments a, T value, CultureInfo culture)
        where T : ISpanFormattable
    {
        var builder = new TextBuilder(a.Context, 64);
        int written;
        for (var size = 64; !value.TryFormat(builder.Room(size), out written, a.Text(1), culture); size *= 2)
        {
            a.Context.Charge(size);
        }

        builder.Advance(written);
        return builder.ToValue();
    }

    private static Value Apply(Arguments a, TokenKind op) =>
        a.IsNull(0) || a.IsNull(1) ? default : Operators.Apply(a.Context, op, a.Number(0), a.Number(1), a.Call);

    private static Value Abs(Arguments a)
    {
        var value = a.Number(0);
        return Operators.Compare(a.Context, value, 0) < 0 ? Numbers.Sign(a.Context, value, true, a.Call) : value;
    }

    private static Value DividedBy(Arguments a)
    {
        if (a.IsNull(0) || a.IsNull(1))
        {
            return default;
        }

        var divisor = a.Number(1);
        if (divisor.Kind is ValueKind.Whole or ValueKind.Big && Operators.AreEqual(a.Context, divisor, 0, 0))
        {
            throw a.Fault("number", "Division by zero.");
        }

        var result = Operators.Apply(a.Context, TokenKind.Slash, a.Number(0), divisor, a.Call);
        return divisor.Kind is ValueKind.Whole or ValueKind.Big ? ToWhole(a, Math.Floor(Numbers.ToReal(result))) : result;
    }

    private static Value ToWhole(Arguments a, double value) => double.IsFinite(value)
        ? Value.FromBig(new System.Numerics.BigInteger(value))
        : throw a.Fault("number", "The result is no number.");

    private static Value Round(Arguments a, Func<double, double> real, Func<decimal, decimal> exact)
    {
        var value = a.Number(0);
        return value.Kind switch
        {
            ValueKind.Exact => Value.FromExact(exact(value.Exact)),
            ValueKind.Whole or ValueKind.Big => value,
            ValueKind.Single => Value.FromSingle((float)real(value.Real)),
            _ => Value.FromReal(real(value.Real)),
        };
    }

    private static Value RoundTo(Arguments a)
    {
        if (a.IsNull(0))
        {
            return default;
        }

        var digits = Math.Clamp(a.Int(1), 0, 15);
        return Round(a, value => Math.Round(value, digits), value => decimal.Round(value, digits));
    }

    private static Value Random(Arguments a)
    {
        var (low, high) = (a.Long(0), a.Long(1));
        if (high < low)
        {
            throw a.Fault("arguments", "The lower bound is greater than the upper one.");
        }

        return low + (long)(((UInt128)a.Context.NextRandom() * (ulong)(high - low)) >> 64);
    }

    private static Value Uuid(Arguments a)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, a.Context.NextRandom());
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], a.Context.NextRandom());

        // RFC 9562 §5.4: version 4, variant 10.
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
