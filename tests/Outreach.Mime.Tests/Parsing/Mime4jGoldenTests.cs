using System.Globalization;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Mime.Tests;

/// <summary>
/// The messages of Apache James Mime4j with its own account of them: the tree of parts with every byte of it, and the decoded contents. Its way to
/// write the account is followed to the letter, so that it can be compared as text.
/// </summary>
public sealed class Mime4jGoldenTests
{
    // docs/reference/mime.md gives the reasons.
    private static readonly string[] Exceptions =
    [
        "ending-boundaries.xml", "ending-boundaries_decoded.xml", "malformedHeader-noheader.xml", "malformedHeader-noheader_decoded_1.txt",
        "malformedHeaderStartsBody-nocrlfcrlf.xml", "malformedHeaderStartsBody-nocrlfcrlf_decoded.xml", "malformedHeaderStartsBody-nocrlfcrlf_decoded_1.txt",
        "malformedHeaderStartsBody-noheader.xml", "malformedHeaderStartsBody-noheader_decoded_1.txt",
    ];

    [Fact]
    public void Parse_MessagesOfMime4j_GivesItsTreesAndContents()
    {
        var folder = ConformanceCorpus.PathOf("mime", "mime4j-testmsgs");
        var failed = new List<string>();
        var run = 0;
        foreach (var file in Directory.GetFiles(folder, "*.msg").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var message = MimeParser.Parse(File.ReadAllBytes(file));
            var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            var accounts = new Dictionary<string, byte[]>(StringComparer.Ordinal)
            {
                [$"{name}.xml"] = Latin1(Write(message.Root, "message", "1", null)),
                [$"{name}_decoded.xml"] = Latin1(Write(message.Root, "message", "1", (path, isText, content) =>
                {
                    var key = $"{name}_decoded_{path}.{(isText ? "txt" : "bin")}";
                    contents[key] = content;
                    return key;
                })),
            };
            foreach (var (golden, actual) in accounts.Concat(contents))
            {
                run++;
                Compare(folder, golden, actual, failed);
            }
        }

        var skipped = Directory.GetFiles(folder, "*.out").Length;
        ConformanceCorpus.Report("mime4j goldens (skipped: messages written again)", run, failed, skipped, Exceptions);
    }

    private static void Compare(string folder, string golden, byte[] actual, List<string> failed)
    {
        var path = Path.Combine(folder, golden);
        var expected = File.Exists(path) ? File.ReadAllBytes(path) : null;
        if (expected is null || !expected.AsSpan().SequenceEqual(actual))
        {
            failed.Add(golden);
            TestContext.Current.TestOutputHelper!.WriteLine($"{golden}:\n--- expected\n{Shown(expected)}\n--- actual\n{Shown(actual)}");
        }
    }

    private static string Shown(byte[]? bytes) => bytes is null ? "no such file" : Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 2000));

    private static byte[] Latin1(StringBuilder text) => Encoding.Latin1.GetBytes(text.ToString());

    /// <summary>Writes the account of a part; where contents are decoded, the name of their file stands in their place.</summary>
    private static StringBuilder Write(ParsedPart part, string element, string path, Func<string, bool, byte[], string>? save)
    {
        var xml = new StringBuilder($"<{element}>\r\n<header>\r\n");
        foreach (var header in part.Headers)
        {
            xml.Append("<field>\r\n").Append(Escape(header.Raw.Span)).Append("</field>\r\n");
        }

        xml.Append("</header>\r\n");
        if (part.IsMultipart && part.ContentType["boundary"] is not null)
        {
            WriteMultipart(xml, part, path, save);
        }
        else if (part.Message is { } message && part.MediaType == "message/rfc822")
        {
            xml.Append(Write(message.Root, "message", path + "_1", save));
        }
        else if (save is null)
        {
            xml.Append("<body>\r\n").Append(Escape(part.RawBody.Span)).Append("</body>\r\n");
        }
        else
        {
            var isText = part.MediaType.StartsWith("text/", StringComparison.Ordinal);
            xml.Append(CultureInfo.InvariantCulture, $"<{(isText ? "text" : "binary")}-body name=\"{save(path, isText, part.ReadContent().ToArray())}\"/>\r\n");
        }

        return xml.Append(CultureInfo.InvariantCulture, $"</{element}>\r\n");
    }

    private static void WriteMultipart(StringBuilder xml, ParsedPart part, string path, Func<string, bool, byte[], string>? save)
    {
        xml.Append("<multipart>\r\n");
        var body = part.RawBody.Span;
        var bodyStart = part.Offset + part.Raw.Length - body.Length;
        var boundary = Encoding.UTF8.GetBytes("--" + part.ContentType["boundary"]);
        var preamble = part.Children is [var first, ..] ? body[..(first.Offset - bodyStart)] : body;
        var delimiter = preamble.LastIndexOf(boundary);
        WriteAround(xml, "preamble", delimiter < 0 ? preamble : WithoutLineEnd(preamble[..delimiter]), isThere: delimiter != 0);
        for (var index = 0; index < part.Children.Count; index++)
        {
            xml.Append(Write(part.Children[index], "body-part", $"{path}_{index + 1}", save));
        }

        var rest = part.Children is [.., var last] ? body[(last.Offset + last.Raw.Length - bodyStart)..] : body[Math.Max(delimiter, 0)..];
        var close = rest.IndexOf([.. boundary, .. "--"u8]);
        var epilogue = close < 0 ? default : rest[(close + boundary.Length + 2)..];
        epilogue = epilogue[(epilogue.IndexOf((byte)'\n') + 1)..];
        WriteAround(xml, "epilogue", epilogue, isThere: !epilogue.IsEmpty);
        xml.Append("</multipart>\r\n");
    }

    private static void WriteAround(StringBuilder xml, string element, ReadOnlySpan<byte> text, bool isThere)
    {
        if (isThere)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<{element}>\r\n").Append(Escape(text)).Append(CultureInfo.InvariantCulture, $"</{element}>\r\n");
        }
    }

    // The line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1).
    private static ReadOnlySpan<byte> WithoutLineEnd(ReadOnlySpan<byte> text) =>
        text.EndsWith("\r\n"u8) ? text[..^2] : text.EndsWith("\n"u8) ? text[..^1] : text;

    private static string Escape(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
