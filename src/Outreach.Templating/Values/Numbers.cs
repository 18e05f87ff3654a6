using System.Globalization;
using System.Numerics;

namespace Outreach.Templating;

/// <summary>Conversions between the kinds of numbers.</summary>
internal static class Numbers
{
    public static double ToReal(in Value value) => value.Kind switch
    {
        ValueKind.Whole => value.Bits,
        ValueKind.Exact => (double)value.Exact,
        ValueKind.Big => (double)value.Big,
        ValueKind.Boolean => value.Bits,
        _ => value.Real,
    };

    public static BigInteger ToBig(in Value value) => value.Kind == ValueKind.Big ? value.Big : value.Bits;

    public static decimal ToExact(RenderContext context, in Value value, Node node)
    {
        _ = context;
        try
        {
            return value.Kind switch
            {
                ValueKind.Exact => value.Exact,
                ValueKind.Whole => value.Bits,
                ValueKind.Big => (decimal)value.Big,
                _ => (decimal)value.Real,
            };
        }
        catch (OverflowException)
        {
            throw RenderContext.Fault("number", node, "The number is too large for a decimal.");
        }
    }

    public static long ToLong(RenderContext context, in Value value, Node node)
    {
        switch (value.Kind)
        {
            case ValueKind.Whole or ValueKind.Boolean:
                return value.Bits;
            case ValueKind.Unset or ValueKind.Null:
                return 0;
            case ValueKind.Real or ValueKind.Single or ValueKind.Exact:
                var real = ToReal(value);
                if (double.IsFinite(real) && Math.Abs(real) < long.MaxValue)
                {
                    return (long)Math.Truncate(real);
                }

                break;
            case ValueKind.Text when long.TryParse(context.Text(value), NumberStyles.Integer, CultureInfo.InvariantCulture, out var parsed):
                return parsed;
            default:
                break;
        }

        throw RenderContext.Fault("type", node, $"Expected a whole number, but got {Describe(value)}.");
    }

    public static int ToInt(RenderContext context, in Value value, Node node) =>
        (int)Math.Clamp(ToLong(context, value, node), int.MinValue, int.MaxValue);

    /// <summary>The value as a number of whatever kind. A text that looks like a number is one.</summary>
    public static Value ToNumber(RenderContext context, in Value value, Node node)
    {
        if (value.IsNumber)
        {
            return value;
        }

        if (value.Kind == ValueKind.Boolean)
        {
            return value.Bits;
        }

        if (value.Kind == ValueKind.Text)
        {
            var text = context.Text(value);
            if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole))
            {
                return whole;
            }

            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
            {
                return Value.FromReal(real);
            }
        }

        throw RenderContext.Fault("type", node, $"Expected a number, but got {Describe(value)}.");
    }

    public static Value Sign(RenderContext context, in Value value, bool negate, Node node)
    {
        if (value.IsNull)
        {
            return value;
        }

        var number = ToNumber(context, value, node);
        return negate ? Negate(number) : number;
    }

    public static Value Negate(in Value number) => number.Kind switch
    {
        ValueKind.Whole or ValueKind.Big => Value.FromBig(-ToBig(number)),
        ValueKind.Exact => Value.FromExact(-number.Exact),
        ValueKind.Single => Value.FromSingle(-(float)number.Real),
        _ => Value.FromReal(-number.Real),
    };

    public static string Describe(in Value value) => value.KindName() is { } kind ? "a value of kind " + kind : "null";
}
