using System.Globalization;
using System.Text;

namespace Outreach.Dns.Wire;

/// <summary>Turns labels into text.</summary>
internal static class WireName
{
    /// <summary>Writes labels, each with its length in front and without the root, as text.</summary>
    public static string ToText(ReadOnlySpan<byte> labels)
    {
        if (labels.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder(labels.Length);
        while (!labels.IsEmpty)
        {
            if (text.Length > 0)
            {
                text.Append('.');
            }

            AppendLabel(text, labels.Slice(1, labels[0]));
            labels = labels[(labels[0] + 1)..];
        }

        return text.ToString();
    }

    private static void AppendLabel(StringBuilder text, ReadOnlySpan<byte> label)
    {
        foreach (var octet in label)
        {
            switch (octet)
            {
                case (byte)'.' or (byte)'\\':
                    text.Append('\\').Append((char)octet);
                    break;
                case > 0x20 and < 0x7F:
                    text.Append((char)octet);
                    break;
                default:
                    text.Append(CultureInfo.InvariantCulture, $"\\{octet:D3}");
                    break;
            }
        }
    }
}
