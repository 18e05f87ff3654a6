using System.Text;
using static Outreach.Tests.ContactImport.Importing;

namespace Outreach.Tests.ContactImport;

public sealed class CsvFuzzTests
{
    private static readonly string[] Pieces = ["a", "Ü", "\"", "\"\"", ",", ";", "\t", "|", "\n", "\r\n", "\r", " ", "x@example.com", "東", "😀", "=1", "\u00A0", "'"];

    [Fact]
    public async Task WrittenTables_AreReadBackUnchanged()
    {
        var random = new Random(20260301);
        for (var i = 0; i < FuzzIterations; i++)
        {
            var delimiter = ",;\t|"[random.Next(4)];
            var lineEnd = new[] { "\n", "\r\n", "\r" }[random.Next(3)];
            var table = Table(random);
            var text = string.Join(lineEnd, table.Select(row => string.Join(delimiter, row.Select(field => Quote(field, delimiter, random))))) + (random.Next(2) == 0 ? lineEnd : "");
            Encoding encoding = random.Next(3) switch { 0 => new UnicodeEncoding(false, true), 1 => new UTF8Encoding(true), _ => new UTF8Encoding(false) };

            var rows = await ParseAsync([.. encoding.GetPreamble(), .. encoding.GetBytes(text)], new ContactImportOptions { Delimiter = delimiter });

            Assert.True(table.Select(row => string.Join('\u0001', row)).SequenceEqual(rows.Select(row => string.Join('\u0001', row))), $"Iteration {i}: {text}");
        }
    }

    [Fact]
    public async Task HostileFiles_NeverThrowAndEveryRowIsAccountedFor()
    {
        var random = new Random(7);
        for (var i = 0; i < FuzzIterations; i++)
        {
            var csv = Hostile(random);
            var options = new ContactImportOptions
            {
                HasHeader = random.Next(2) == 0,
                MaxRecordLength = 256,
                MaxColumns = random.Next(1, 20),
                MaxFieldLength = random.Next(1, 100),
                BatchSize = random.Next(1, 5),
            };

            var result = await ImportAsync(csv, options);

            var lines = result.Rows.Select(row => row.Line).ToList();
            Assert.True(lines.SequenceEqual(lines.Order()) && lines.Distinct().Count() == lines.Count, $"Iteration {i}");
            Assert.Equal(result.Rows.Count, result.Run.Totals.Rows);
            Assert.All(result.Rows, row => Assert.Equal(row.ContactId is null, row.Rejection is { Reason.Length: > 0 }));
        }
    }

    [Fact]
    public async Task OneBrokenRowAmongQuotedRows_LosesNoOther()
    {
        var random = new Random(11);
        string[] broken = ["\"open,x@example.com,1", "a,\"x@example.com,1", "\"a\"b,x@example.com,1", "a,b\nc", "\"\",\"x@example.com,\"1"];
        for (var i = 0; i < FuzzIterations / 20; i++)
        {
            var rows = Enumerable.Range(0, 10).Select(n => $"\"na\"\"me{n}\",\"user{n}@example.com\",\"{random.Next()}\"").ToList();
            rows.Insert(random.Next(rows.Count + 1), broken[random.Next(broken.Length)]);

            var result = await ImportAsync("name,email,x\n" + string.Join('\n', rows) + "\n");

            Assert.Equal(10, result.Store.Drafts.Count);
            Assert.InRange(result.Run.Totals.Rejected, 1, 2);
        }
    }

    private static List<string[]> Table(Random random)
    {
        var columns = random.Next(2, 6);
        return [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Enumerable.Range(0, columns).Select(_ => Field(random)).ToArray())];
    }

    private static string Field(Random random) => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Quote(string field, char delimiter, Random random) =>
        field.AsSpan().ContainsAny(['"', '\r', '\n', delimiter]) || random.Next(3) == 0 ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    private static byte[] Hostile(Random random)
    {
        var bytes = new List<byte>();
        if (random.Next(2) == 0)
        {
            bytes.AddRange("email,name\n"u8);
        }

        var pieces = random.Next(120);
        for (var i = 0; i < pieces; i++)
        {
            if (random.Next(12) == 0)
            {
                bytes.Add((byte)random.Next(256));
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
            }
        }

        return [.. bytes];
    }
}
