using System.Globalization;
using System.Numerics;

namespace Outreach.Templating;

/// <summary>The operators on two values.</summary>
internal static class Operators
{
    private const int DeepestComparison = 20;
    private const int MostBigBits = 4096;

    public static Value Apply(RenderContext context, TokenKind op, in Value a, in Value b, Node node)
    {
        switch (op)
        {
            case TokenKind.DoubleEqual:
                return AreEqual(context, a, b, 0);
            case TokenKind.NotEqual:
                return !AreEqual(context, a, b, 0);
            case TokenKind.DoubleDot or TokenKind.DoubleDotLess:
                return Range(context, a, b, op == TokenKind.DoubleDotLess, node);
            case TokenKind.Less or TokenKind.LessEqual or TokenKind.Greater or TokenKind.GreaterEqual:
                return Order(context, op, a, b, node);
            default:
                break;
        }

        if (a.Kind == ValueKind.Text || b.Kind == ValueKind.Text)
        {
            return OnText(context, op, a, b, node);
        }

        if (a.IsNull || b.IsNull)
        {
            return default;
        }

        if (Lists.IsList(a) || Lists.IsList(b))
        {
            return OnLists(context, op, a, b, node);
        }

        if (a.Kind is ValueKind.Date or ValueKind.Duration || b.Kind is ValueKind.Date or ValueKind.Duration)
        {
            return OnTimes(op, a, b, node);
        }

        return a.IsNumber && b.IsNumber ? OnNumbers(context, op, a, b, node) : throw Undefined(op, a, b, node);
    }

    public static bool AreEqual(RenderContext context, in Value a, in Value b, int depth)
    {
        if (depth > DeepestComparison)
        {
            return false;
        }

        if (a.Reference is EmptyObject || b.Reference is EmptyObject)
        {
            return !a.IsNull && !b.IsNull && Members.IsEmpty(context, a.Reference is EmptyObject ? b : a);
        }

        if (a.IsNull || b.IsNull)
        {
            return a.IsNull && b.IsNull;
        }

        if (a.Kind == ValueKind.Text && b.Kind == ValueKind.Text)
        {
            return context.Text(a).SequenceEqual(context.Text(b));
        }

        if (a.IsNumber && b.IsNumber)
        {
            return Compare(context, a, b) == 0;
        }

        if (a.Kind == ValueKind.Text || b.Kind == ValueKind.Text)
        {
            return (a.Kind == ValueKind.Text ? b : a).Kind is not (ValueKind.Object or ValueKind.Function)
                && string.Equals(context.ToText(a), context.ToText(b), StringComparison.Ordinal);
        }

        if (Lists.IsList(a) && Lists.IsList(b))
        {
            return AreListsEqual(context, a, b, depth);
        }

        return a.Kind == b.Kind && (a.Kind switch
        {
            ValueKind.Boolean or ValueKind.Duration => a.Bits == b.Bits,
            ValueKind.Date => a.Date == b.Date,
            _ => ReferenceEquals(a.Reference, b.Reference),
        });
    }

    /// <summary>The order of two values: numbers and times by size, everything else by its text.</summary>
    public static int Compare(RenderContext context, in Value a, in Value b)
    {
        if (a.IsNull || b.IsNull)
        {
            return (a.IsNull ? 0 : 1) - (b.IsNull ? 0 : 1);
        }

        if (a.IsNumber && b.IsNumber)
        {
            return CompareNumbers(a, b);
        }

        return (a.Kind, b.Kind) switch
        {
            (ValueKind.Boolean, ValueKind.Boolean) or (ValueKind.Duration, ValueKind.Duration) => a.Bits.CompareTo(b.Bits),
            (ValueKind.Date, ValueKind.Date) => a.Date.CompareTo(b.Date),
            _ => context.Culture.CompareInfo.Compare(context.ToText(a), context.ToText(b), CompareOptions.None),
        };
    }

    private static int CompareNumbers(in Value a, in Value b)
    {
        if (a.Kind == ValueKind.Whole && b.Kind == ValueKind.Whole)
        {
            return a.Bits.CompareTo(b.Bits);
        }

        if (a.Kind is ValueKind.Whole or ValueKind.Big && b.Kind is ValueKind.Whole or ValueKind.Big)
        {
            return Numbers.ToBig(a).CompareTo(Numbers.ToBig(b));
        }

        if (a.Kind is ValueKind.Exact or ValueKind.Whole && b.Kind is ValueKind.Exact or ValueKind.Whole)
        {
            return (a.Kind == ValueKind.Exact ? a.Exact : a.Bits).CompareTo(b.Kind == ValueKind.Exact ? b.Exact : b.Bits);
        }

        return Numbers.ToReal(a).CompareTo(Numbers.ToReal(b));
    }

    private static bool AreListsEqual(RenderContext context, in Value a, in Value b, int depth)
    {
        var count = Lists.BigCount(a);
        if (count != Lists.BigCount(b))
        {
            return false;
        }

        if (ReferenceEquals(a.Reference, b.Reference))
        {
            return true;
        }

        var elements = (long)BigInteger.Min(count, int.MaxValue);
        context.ChargeWork(elements);
        Lists.ChargeElements(context, a, elements);
        Lists.ChargeElements(context, b, elements);
        for (var i = 0; i < count; i++)
        {
            if (!AreEqual(context, Lists.At(a, i), Lists.At(b, i), depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static Value Order(RenderContext context, TokenKind op, in Value a, in Value b, Node node)
    {
        if (a.IsNull || b.IsNull)
        {
            return false;
        }

        if (Lists.IsList(a) || Lists.IsList(b) || a.Kind >= ValueKind.Object || b.Kind >= ValueKind.Object)
        {
            throw Undefined(op, a, b, node);
        }

        var order = Compare(context, a, b);
        return op switch
        {
            TokenKind.Less => order < 0,
            TokenKind.LessEqual => order <= 0,
            TokenKind.Greater => order > 0,
            _ => order >= 0,
        };
    }

    private static Value Range(RenderContext context, in Value a, in Value b, bool exclusive, Node node)
    {
        if (a.Kind is not (ValueKind.Whole or ValueKind.Big) || b.Kind is not (ValueKind.Whole or ValueKind.Big))
        {
            throw RenderContext.Fault("type", node, "The ends of a range are whole numbers.");
        }

        var range = ScriptRange.Create(Numbers.ToBig(a), Numbers.ToBig(b), exclusive);
        context.Charge(64 + range.ElementBytes);
        return range;
    }

    private static Value OnText(RenderContext context, TokenKind op, in Value a, in Value b, Node node)
    {
        if (op == TokenKind.Plus)
        {
            return string.Concat(Charged(context, context.ToText(a)), Charged(context, context.ToText(b)));
        }

        if (op != TokenKind.Asterisk || (!a.IsNumber && !b.IsNumber))
        {
            throw Undefined(op, a, b, node);
        }

        var text = context.ToText(a.IsNumber ? b : a);
        var times = Math.Max(0, Numbers.ToLong(context, a.IsNumber ? a : b, node));
        context.Charge(24 + (long)Int128.Min((Int128)times * text.Length * 2, long.MaxValue / 2));
        return string.Create(text.Length * (int)Math.Min(times, int.MaxValue), text, Repeat);
    }

    private static void Repeat(Span<char> room, string text)
    {
        for (; !room.IsEmpty; room = room[text.Length..])
        {
            text.CopyTo(room);
        }
    }

    private static string Charged(RenderContext context, string text)
    {
        context.Charge(24 + (text.Length * 2L));
        return text;
    }

    private static Value OnLists(RenderContext context, TokenKind op, in Value a, in Value b, Node node)
    {
        switch (op)
        {
            case TokenKind.Plus:
                var sum = Lists.Copy(context, a, node);
                Lists.AddRange(context, sum, Lists.Copy(context, b, node));
                return sum;
            case TokenKind.Minus:
                var removed = Lists.Copy(context, b, node);
                var rest = Lists.Copy(context, a, node);
                context.ChargeWork((long)removed.Count * rest.Count);
                rest.RemoveAll(item => removed.Exists(other => AreEqual(context, item, other, 0)));
                return rest;
            case TokenKind.Asterisk when a.IsNumber || b.IsNumber:
                var one = Lists.Copy(context, a.IsNumber ? b : a, node);
                var times = Math.Max(0, Numbers.ToLong(context, a.IsNumber ? a : b, node));
                if ((Int128)times * one.Count > context.Limits.MaxLoop)
                {
                    throw RenderContext.Fault("limit-loop", node, $"The list would have more than {context.Limits.MaxLoop} elements.");
                }

                return Repeat(context, one, one.Count == 0 ? 0 : (int)times);
            default:
                throw Undefined(op, a, b, node);
        }
    }

    private static ScriptArray Repeat(RenderContext context, ScriptArray one, int times)
    {
        var result = Lists.Make(context, one.Count * times);
        for (var i = 0; i < times; i++)
        {
            result.AddRange(one);
        }

        return result;
    }

    private static Value OnTimes(TokenKind op, in Value a, in Value b, Node node)
    {
        try
        {
            return (a.Kind, op, b.Kind) switch
            {
                (ValueKind.Date, TokenKind.Minus, ValueKind.Date) => a.Date - b.Date,
                (ValueKind.Date, TokenKind.Plus, ValueKind.Duration) => a.Date + b.Duration,
                (ValueKind.Duration, TokenKind.Plus, ValueKind.Date) => b.Date + a.Duration,
                (ValueKind.Date, TokenKind.Minus, ValueKind.Duration) => a.Date - b.Duration,
                (ValueKind.Duration, TokenKind.Plus, ValueKind.Duration) => a.Duration + b.Duration,
                (ValueKind.Duration, TokenKind.Minus, ValueKind.Duration) => a.Duration - b.Duration,
                _ => throw Undefined(op, a, b, node),
            };
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            throw RenderContext.Fault("number", node, "The time is out of range.");
        }
    }

    private static Value OnNumbers(RenderContext context, TokenKind op, in Value a, in Value b, Node node)
    {
        if (a.Kind is ValueKind.Whole or ValueKind.Big && b.Kind is ValueKind.Whole or ValueKind.Big)
        {
            return a.Kind == ValueKind.Whole && b.Kind == ValueKind.Whole && TrySmall(op, a.Bits, b.Bits, out var small)
                ? small
                : OnWhole(context, op, Numbers.ToBig(a), Numbers.ToBig(b), node);
        }

        if (a.Kind == ValueKind.Exact || b.Kind == ValueKind.Exact)
        {
            return OnExact(context, op, Numbers.ToExact(context, a, node), Numbers.ToExact(context, b, node), node);
        }

        var (x, y) = (Numbers.ToReal(a), Numbers.ToReal(b));
        var result = op switch
        {
            TokenKind.Plus => x + y,
            TokenKind.Minus => x - y,
            TokenKind.Asterisk => x * y,
            TokenKind.Slash => x / y,
            TokenKind.DoubleSlash => Math.Round(x / y),
            TokenKind.Percent => x % y,
            _ => throw Undefined(op, a, b, node),
        };
        return a.Kind != ValueKind.Real && b.Kind != ValueKind.Real ? Value.FromSingle((float)result) : Value.FromReal(result);
    }

    private static bool TrySmall(TokenKind op, long x, long y, out Value result)
    {
        long value = 0;
        var fits = op switch
        {
            TokenKind.Plus => (value = x + y) is var sum && ((x ^ sum) & (y ^ sum)) >= 0,
            TokenKind.Minus => (value = x - y) is var difference && ((x ^ y) & (x ^ difference)) >= 0,
            TokenKind.Asterisk => Math.BigMul(x, y, out value) == value >> 63,
            _ => false,
        };
        result = value;
        return fits;
    }

    private static Value OnWhole(RenderContext context, TokenKind op, BigInteger x, BigInteger y, Node node)
    {
        if (op is TokenKind.DoubleSlash or TokenKind.Percent && y.IsZero)
        {
            throw RenderContext.Fault("number", node, "Division by zero.");
        }

        if (x.GetBitLength() + y.GetBitLength() > MostBigBits)
        {
            throw RenderContext.Fault("number", node, "The number is too large.");
        }

        // A shift may add as many bits as a number may have; any other result has no more than both numbers together.
        context.Charge(96 + (op == TokenKind.ShiftLeft ? MostBigBits / 4 : (x.GetBitLength() + y.GetBitLength()) / 4));
        return op switch
        {
            TokenKind.Plus => Value.FromBig(x + y),
            TokenKind.Minus => Value.FromBig(x - y),
            TokenKind.Asterisk => Value.FromBig(x * y),
            TokenKind.Slash => Value.FromReal((double)x / (double)y),
            TokenKind.DoubleSlash => Value.FromBig(BigInteger.Divide(x, y)),
            TokenKind.Percent => Value.FromBig(BigInteger.Remainder(x, y)),
            TokenKind.ShiftLeft => y >= 0 && y <= MostBigBits
                ? Value.FromBig(x << (int)y)
                : throw RenderContext.Fault("number", node, "The shift is out of range."),
            TokenKind.ShiftRight => y >= 0 && y <= MostBigBits
                ? Value.FromBig(x >> (int)y)
                : throw RenderContext.Fault("number", node, "The shift is out of range."),
            _ => throw RenderContext.Fault("type", node, "The operator is not defined for whole numbers."),
        };
    }

    private static Value OnExact(RenderContext context, TokenKind op, decimal x, decimal y, Node node)
    {
        context.Charge(32);
        try
        {
            return Value.FromExact(op switch
            {
                TokenKind.Plus => x + y,
                TokenKind.Minus => x - y,
                TokenKind.Asterisk => x * y,
                TokenKind.Slash => x / y,
                TokenKind.DoubleSlash => decimal.Truncate(x / y),
                TokenKind.Percent => x % y,
                _ => throw RenderContext.Fault("type", node, "The operator is not defined for decimals."),
            });
        }
        catch (ArithmeticException)
        {
            throw RenderContext.Fault("number", node, "The result is no decimal number.");
        }
    }

    private static TemplateFault Undefined(TokenKind op, in Value a, in Value b, Node node) =>
        RenderContext.Fault("type", node, $"The operator {op} is not defined for {Numbers.Describe(a)} and {Numbers.Describe(b)}.");
}
