using System.Text;
using System.Text.RegularExpressions;

namespace Outreach.Mime.Tests;

/// <summary>
/// Changes of signed messages that no verifier may overlook. What counts is told from the words of RFC 6376 §3.4, not by the library: any byte of a
/// signed field or of the body may become any other, if the canonical form changes with it.
/// </summary>
internal static partial class SignedChange
{
    /// <summary>Changes a message such that none of its signatures can pass.</summary>
    /// <param name="signed">The message with its signatures.</param>
    /// <param name="relaxedHeader">Whether a signature has relaxed header canonicalization.</param>
    /// <param name="relaxedBody">Whether a signature has relaxed body canonicalization.</param>
    /// <param name="random">Chooses.</param>
    /// <param name="forFilter">
    /// Whether the message is read as mail filters get it: a blank behind the colon of a field and a CR alone mean nothing, and NUL, VT and FF are not put in.
    /// </param>
    public static byte[] Make(byte[] signed, bool relaxedHeader, bool relaxedBody, Random random, bool forFilter)
    {
        if (random.Next(8) == 0)
        {
            var name = DkimSignerOptions.DefaultOverSignedHeaders[random.Next(1, DkimSignerOptions.DefaultOverSignedHeaders.Count)];
            return [.. Encoding.ASCII.GetBytes($"{name}: <x@evil.example>\r\n"), .. signed];
        }

        var places = SignedPlaces(signed);
        var before = Canonical(signed, relaxedHeader, relaxedBody, forFilter);
        while (true)
        {
            var changed = ChangeAt(signed, places[random.Next(places.Count)], random, forFilter);
            if (Canonical(changed, relaxedHeader, relaxedBody, forFilter) != before)
            {
                return changed;
            }
        }
    }

    private static byte[] ChangeAt(byte[] signed, int place, Random random, bool forFilter)
    {
        var other = (byte)random.Next(256);
        if (forFilter && other is 0 or 0x0B or 0x0C or 0x0D)
        {
            other = (byte)'q';
        }

        switch (random.Next(4))
        {
            case 0:
                return [.. signed[..place], .. signed[(place + 1)..]];
            case 1:
                return [.. signed[..place], other, .. signed[place..]];
            default:
                var changed = (byte[])signed.Clone();
                changed[place] = other;
                return changed;
        }
    }

    private static List<int> SignedPlaces(byte[] message)
    {
        var fields = new HeaderEntry[200];
        var count = DkimHeaders.Read(message, fields, out var bodyStart);
        return Enumerable.Range(0, count).Where(index => IsSigned(Name(message, fields[index])))
            .SelectMany(index => Enumerable.Range(fields[index].Start, fields[index].End - fields[index].Start))
            .Concat(Enumerable.Range(bodyStart, message.Length - bodyStart)).ToList();
    }

    private static string Canonical(byte[] message, bool relaxedHeader, bool relaxedBody, bool forFilter)
    {
        var text = LineEnds().Replace(Encoding.Latin1.GetString(message), "\r\n");
        text = forFilter ? BareReturns().Replace(text.EndsWith('\r') ? text + "\n" : text, " ") : text;
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var body = end < 0 ? "" : text[(end + 4)..];
        var header = Folds().Split(end < 0 ? text : text[..end]).Where(field => IsSigned(field.Split(':')[0].TrimEnd(' ', '\t')))
            .Select(field => relaxedHeader ? RelaxedField(field) : forFilter ? FirstColon().Replace(field, ":", 1) : field);
        body = relaxedBody ? string.Join("\r\n", body.Split("\r\n").Select(line => Gaps().Replace(line.TrimEnd(' ', '\t'), " "))) : body;
        return string.Join('\n', header) + "\n\n" + TrailingEmptyLines().Replace(body, "");
    }

    private static string RelaxedField(string field)
    {
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        var value = Gaps().Replace(field[(colon + 1)..].Replace("\r\n", "", StringComparison.Ordinal), " ").Trim(' ');
        return $"{field[..colon].TrimEnd(' ', '\t').ToLowerInvariant()}:{value}";
    }

    private static bool IsSigned(string name) => DkimSignerOptions.DefaultSignedHeaders.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string Name(byte[] message, HeaderEntry field) => Encoding.Latin1.GetString(message, field.Start, field.NameLength);

    [GeneratedRegex("\r?\n")]
    private static partial Regex LineEnds();

    [GeneratedRegex("\r(?!\n)")]
    private static partial Regex BareReturns();

    [GeneratedRegex(": ?")]
    private static partial Regex FirstColon();

    [GeneratedRegex("\r\n(?![ \t])")]
    private static partial Regex Folds();

    [GeneratedRegex("[ \t]+")]
    private static partial Regex Gaps();

    [GeneratedRegex("(\r\n)+\\z")]
    private static partial Regex TrailingEmptyLines();
}
