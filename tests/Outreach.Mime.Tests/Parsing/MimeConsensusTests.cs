using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Mime.Tests;

/// <summary>Messages on which several other parsers agree.</summary>
public sealed class MimeConsensusTests
{
    // docs/reference/mime.md gives the reasons.
    private static readonly string[] Exceptions = [];

    [Fact]
    public void Parse_MessagesOfTheConsensusCorpus_GivesWhatTheOtherParsersGive()
    {
        using var cases = ConformanceCorpus.Json("mime", "consensus.json");
        var failed = new List<string>();
        var (run, skipped) = (0, 0);
        foreach (var test in cases.RootElement.EnumerateArray())
        {
            var file = test.GetProperty("file").GetString()!;
            var message = MimeParser.Parse(File.ReadAllBytes(ConformanceCorpus.PathOf(["mime", .. file.Split('/')])));
            foreach (var field in test.GetProperty("expect").EnumerateObject())
            {
                if (test.GetProperty("agree").GetProperty(field.Name).GetString() is not ("5/5" or "4/5" or "3/3"))
                {
                    skipped++;
                    continue;
                }

                run++;
                var expected = Normalise(field.Value);
                var actual = Normalise(JsonSerializer.SerializeToElement(Actual(field.Name, message)));
                if (expected != actual)
                {
                    failed.Add($"{file} {field.Name}");
                    TestContext.Current.TestOutputHelper!.WriteLine($"{file} {field.Name}\n  expected {Short(expected)}\n  actual   {Short(actual)}");
                }
            }
        }

        ConformanceCorpus.Report("mime consensus", run, failed, skipped, Exceptions);
    }

    private static string Short(string text) => text[..Math.Min(text.Length, 200)].ReplaceLineEndings("|");

    private static string Normalise(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? "[" + string.Join(", ", value.EnumerateArray().Select(Normalise)) + "]"
        : value.ValueKind == JsonValueKind.Null ? "null" : value.ToString();

    private static object? Actual(string field, ParsedMessage message) => field switch
    {
        "subject" => message.Subject,
        "message_id" => message.MessageId,
        "from" => Names(message.From),
        "to" => Names(message.To),
        "cc" => Names(message.Cc),
        "from_addresses" => Addresses(message.From),
        "to_addresses" => Addresses(message.To),
        "cc_addresses" => Addresses(message.Cc),
        "date_epoch" => message.Date?.ToUnixTimeSeconds(),
        "leaf_types" => Leaves(message).Select(part => part.MediaType),
        "leaf_filenames" => Leaves(message).Select(part => part.FileName),
        "leaf_sha1_crlf_normalised" => Leaves(message).Select(Hash),
        "leaf_texts" => Leaves(message).Where(part => part.MediaType is "text/plain" or "text/html").Select(part => TrimLines(part.ReadText(unflow: false))),
        "named_attachments" => Leaves(message).Where(part => part.FileName is not null)
            .Select(part => new[] { part.FileName!, Hash(part) ?? "" }).OrderBy(pair => pair[0], StringComparer.Ordinal),
        _ => throw new InvalidDataException(field),
    };

    private static IEnumerable<string[]> Names(AddressList list) =>
        list.Mailboxes.Select(mailbox => new[] { mailbox.DisplayName, mailbox.Address.ToString() });

    private static IEnumerable<string> Addresses(AddressList list) => list.Mailboxes.Select(mailbox => mailbox.Address.ToString().ToLowerInvariant());

    // The corpus counts a message within as one leaf.
    private static IEnumerable<ParsedPart> Leaves(ParsedMessage message)
    {
        var inner = int.MaxValue;
        foreach (var part in message.Parts.Where(part => part.Depth <= inner))
        {
            if (part.Depth > inner)
            {
                continue;
            }

            inner = part.MediaType.StartsWith("message/", StringComparison.Ordinal) ? part.Depth : int.MaxValue;
            if (!part.IsMultipart)
            {
                yield return part;
            }
        }
    }

    // The corpus leaves white space at the end of lines out.
    private static string TrimLines(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).Trim();

    private static string? Hash(ParsedPart part)
    {
        if (part.MediaType == "message/rfc822")
        {
            return null;
        }

        var content = Encoding.Latin1.GetString(part.ReadContent().Span).Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n');
#pragma warning disable CA5350 // the corpus names contents by SHA-1
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.Latin1.GetBytes(content)));
#pragma warning restore CA5350
    }
}
