namespace Outreach.TestServers;

/// <summary>Changes one bit at a time, to show that a signature covers every one.</summary>
public static class BitFlips
{
    public static IEnumerable<byte[]> Of(byte[] bytes)
    {
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = (byte[])bytes.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return changed;
        }
    }

    /// <summary>Changes each of the lower eight bits of each character.</summary>
    public static IEnumerable<string> Of(string text)
    {
        for (var bit = 0; bit < text.Length * 8; bit++)
        {
            var changed = text.ToCharArray();
            changed[bit / 8] ^= (char)(1 << (bit % 8));
            yield return new string(changed);
        }
    }
}
