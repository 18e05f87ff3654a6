using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Outreach.Dns;

/// <summary>Names in DNS as text.</summary>
public static class DnsName
{
    /// <summary>The longest label, in octets (RFC 1035 §2.3.4).</summary>
    internal const int MaxLabel = 63;

    /// <summary>The longest name on the wire, in octets, with its lengths and the root (RFC 1035 §2.3.4).</summary>
    internal const int MaxWire = 255;

    // Each octet may be written as \DDD.
    private const int MaxText = 4 * MaxWire;

    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = false };

    /// <summary>Brings a name into the form in which it is asked for: ASCII in lower case, U-labels as A-labels, no dot at the end.</summary>
    /// <param name="name">A name; an empty text or a dot is the root.</param>
    /// <param name="normalized">The name; empty if there is none.</param>
    /// <returns>Whether it can be a name: no label empty or longer than 63 octets, all of it at most 255 on the wire.</returns>
    public static bool TryNormalize(string name, out string normalized)
    {
        ArgumentNullException.ThrowIfNull(name);
        normalized = "";
        if (name.Length > MaxText || (!Ascii.IsValid(name) && !TryEncodeLabels(ref name)))
        {
            return false;
        }

        Span<byte> wire = stackalloc byte[MaxWire];
        if (!TryWrite(name, wire, out _))
        {
            return false;
        }

        var text = name.EndsWith('.') && !name.EndsWith("\\.", StringComparison.Ordinal) ? name[..^1] : name;
        normalized = text.ToLowerInvariant();
        return true;
    }

    /// <summary>Gives the name under which an address has its PTR records: in <c>in-addr.arpa</c> or <c>ip6.arpa</c> (RFC 1035 §3.5, RFC 3596 §2.5).</summary>
    /// <param name="address">An address. An IPv4 address in an IPv6 one counts as IPv4.</param>
    /// <returns>The name.</returns>
    public static string ForAddress(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return ReverseLabels(plain) + (plain.AddressFamily == AddressFamily.InterNetwork ? ".in-addr.arpa" : ".ip6.arpa");
    }

    /// <summary>Gives the octets (IPv4) or nibbles (IPv6) of an address in reverse order with dots between them, as blocklists are asked (RFC 5782 §2.1).</summary>
    /// <param name="address">An address. An IPv4 address in an IPv6 one counts as IPv4.</param>
    /// <returns>Such as <c>1.2.0.192</c>.</returns>
    public static string ReverseLabels(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        Array.Reverse(bytes);
        return bytes.Length == 4
            ? string.Join('.', bytes)
            : string.Join('.', bytes.SelectMany(octet => new[] { (octet & 15).ToString("x", null), (octet >> 4).ToString("x", null) }));
    }

    /// <summary>Writes a name as the wire has it, without compression.</summary>
    internal static bool TryWrite(ReadOnlySpan<char> name, Span<byte> wire, out int written)
    {
        written = 0;
        var start = 0;
        var length = 1;
        var position = 0;
        while (position < name.Length)
        {
            if (name[position] == '.')
            {
                // The root alone is a dot; elsewhere no label is empty.
                if (length - start == 1 && name.Length > 1)
                {
                    return false;
                }

                position++;
                if (position == name.Length || name.Length == 1)
                {
                    break;
                }

                wire[start] = (byte)(length - start - 1);
                start = length++;
                continue;
            }

            if (!TryReadOctet(name, ref position, out var octet) || length - start > MaxLabel || length >= MaxWire - 1)
            {
                return false;
            }

            wire[length++] = octet;
        }

        wire[start] = (byte)(length - start - 1);
        if (wire[start] != 0)
        {
            wire[length++] = 0;
        }

        written = length;
        return true;
    }

    private static bool TryReadOctet(ReadOnlySpan<char> name, ref int position, out byte octet)
    {
        octet = (byte)name[position];
        if (name[position] > 0x7F)
        {
            return false;
        }

        if (name[position++] != '\\')
        {
            return true;
        }

        if (position + 3 <= name.Length && char.IsAsciiDigit(name[position]))
        {
            var digits = name.Slice(position, 3);
            position += 3;
            return byte.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out octet);
        }

        if (position >= name.Length || name[position] > 0x7F || char.IsAsciiDigit(name[position]))
        {
            return false;
        }

        octet = (byte)name[position++];
        return true;
    }

    // Only labels that need it: IDNA knows no underscores, which mail's names have.
    private static bool TryEncodeLabels(ref string name)
    {
        var labels = name.Split('.', '\u3002', '\uFF0E', '\uFF61');
        for (var i = 0; i < labels.Length; i++)
        {
            if (Ascii.IsValid(labels[i]))
            {
                continue;
            }

            try
            {
                labels[i] = Idn.GetAscii(labels[i]);
            }
            catch (ArgumentException)
            {
                return false;
            }
        }

        name = string.Join('.', labels);
        return true;
    }
}
