using System.Numerics;

namespace Outreach.Templating;

/// <summary>The whole numbers from one to another, which may be the smaller one. Nothing is stored but the ends.</summary>
internal sealed class ScriptRange(BigInteger first, BigInteger count, bool down)
{
    public static ScriptRange Create(BigInteger from, BigInteger to, bool exclusive)
    {
        var down = to < from;
        return new ScriptRange(from, BigInteger.Abs(to - from) + (exclusive ? 0 : 1), down);
    }

    public BigInteger Count => count;

    /// <summary>Gets how much memory one element takes when it is looked at, beyond the value itself: none unless the numbers are large.</summary>
    public long ElementBytes
    {
        get
        {
            var bits = Math.Max(first.GetBitLength(), count.GetBitLength()) + 1;
            return bits <= 31 ? 0 : 96 + (bits / 4);
        }
    }

    public Value At(long index) => Value.FromBig(down ? first - index : first + index);
}
