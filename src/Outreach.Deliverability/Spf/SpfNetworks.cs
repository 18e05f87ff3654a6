using System.Net;

namespace Outreach.Deliverability;

/// <summary>Compares the first bits of addresses.</summary>
internal static class SpfNetworks
{
    /// <summary>Makes a network from any address in it.</summary>
    public static IPNetwork Create(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPNetwork(new IPAddress(bytes), prefix);
    }

    public static bool Contains(IPAddress address, int prefix, IPAddress other) =>
        address.AddressFamily == other.AddressFamily && Create(address, prefix).Contains(other);
}
