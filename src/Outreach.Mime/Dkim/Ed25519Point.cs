using System.Numerics;

namespace Outreach.Mime;

/// <summary>A point of edwards25519 in extended coordinates (RFC 8032 §5.1.4).</summary>
internal readonly struct Ed25519Point
{
    private static readonly Ed25519Field D =
        Ed25519Field.FromInteger(-121665) * Ed25519Field.FromInteger(121666).Invert();

    private static readonly Ed25519Field TwoD = D + D;

    private static readonly Ed25519Field SquareRootOfMinusOne = Ed25519Field.FromInteger(2).Power((Ed25519Field.Prime - 1) / 4);

    private static readonly BigInteger RootExponent = (Ed25519Field.Prime - 5) / 8;

    private readonly Ed25519Field _x, _y, _z, _t;

    private Ed25519Point(Ed25519Field x, Ed25519Field y, Ed25519Field z, Ed25519Field t) => (_x, _y, _z, _t) = (x, y, z, t);

    /// <summary>The neutral element.</summary>
    public static Ed25519Point Identity { get; } =
        new(Ed25519Field.FromInteger(0), Ed25519Field.One, Ed25519Field.One, Ed25519Field.FromInteger(0));

    /// <summary>The point B of RFC 8032 §5.1, whose y is 4/5.</summary>
    public static Ed25519Point Base { get; } = DecodeBase();

    /// <summary>Decodes a point (RFC 8032 §5.1.3); refuses numbers that are not reduced.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Ed25519Point point)
    {
        point = Identity;
        Span<byte> number = stackalloc byte[32];
        bytes.CopyTo(number);
        number[31] &= 0x7F;
        if (new BigInteger(number, isUnsigned: true) >= Ed25519Field.Prime)
        {
            return false;
        }

        var y = Ed25519Field.FromBytes(number);
        var square = y * y;
        if (!TryRoot(square - Ed25519Field.One, (D * square) + Ed25519Field.One, out var x))
        {
            return false;
        }

        var isOdd = !x.ToInteger().IsEven;
        var wantsOdd = (bytes[31] & 0x80) != 0;
        if (isOdd != wantsOdd)
        {
            if (x.ToInteger().IsZero)
            {
                return false;
            }

            x = Ed25519Field.FromInteger(0) - x;
        }

        point = new Ed25519Point(x, y, Ed25519Field.One, x * y);
        return true;
    }

    public static Ed25519Point operator +(in Ed25519Point p, in Ed25519Point q)
    {
        var a = (p._y - p._x) * (q._y - q._x);
        var b = (p._y + p._x) * (q._y + q._x);
        var c = p._t * TwoD * q._t;
        var d = p._z * (q._z + q._z);
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new Ed25519Point(e * f, g * h, f * g, e * h);
    }

    public Ed25519Point Negate()
    {
        var zero = Ed25519Field.FromInteger(0);
        return new Ed25519Point(zero - _x, _y, _z, zero - _t);
    }

    public void Encode(Span<byte> to)
    {
        var inverse = _z.Invert();
        to.Clear();
        (_y * inverse).ToInteger().TryWriteBytes(to, out _, isUnsigned: true);
        if (!(_x * inverse).ToInteger().IsEven)
        {
            to[31] |= 0x80;
        }
    }

    // A square root of u/v, if there is one.
    private static bool TryRoot(Ed25519Field u, Ed25519Field v, out Ed25519Field root)
    {
        var v3 = v * v * v;
        root = u * v3 * (u * v3 * v3 * v).Power(RootExponent);
        var square = v * root * root;
        if (square.EqualTo(u))
        {
            return true;
        }

        root *= SquareRootOfMinusOne;
        return square.EqualTo(Ed25519Field.FromInteger(0) - u);
    }

    private static Ed25519Point DecodeBase()
    {
        Span<byte> bytes = stackalloc byte[32];
        bytes.Fill(0x66);
        bytes[0] = 0x58;
        TryDecode(bytes, out var point);
        return point;
    }
}
