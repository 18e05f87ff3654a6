using System.Buffers;
using System.Globalization;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Templating.Tests;

/// <summary>
/// Templates that nobody would write: from a grammar, and from mutated pieces. None may crash, reach an object of the host, take a second or 64 MB, or tell
/// that constant lists and objects are shared.
/// OUTREACH_FUZZ_ITERATIONS sets how many (default 20,000 each).
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Words =
    [
        "contact", "canary", ".first_name", ".secret", ".Secret", "['Secret']", ".get_type", "products", "[0]", "[-1]", "this", "empty", "$0", "$", "$$", "$x", "x", "y", "f",
        "for", "in", "if", "else", "end", "while", "case", "when", "func", "do", "ret", "capture", "with", "wrap", "import", "readonly", "break", "continue", "tablerow", "include",
        "string", "array", "math", "object", "date", "regex", "html", "timespan", "1", "2.5", "1e9", "0xff", "100000", "99999999999999999999", "3m", "'a'", "\"b\\n\"", "`c`", "$\"{x}\"",
        "+", "-", "*", "/", "//", "%", "==", "!=", "<", ">", "&&", "||", "??", "?!", "..", "..<", "|", "@", "^", "!", "++", "--", "=", "+=", "?", ":", ".", "?.", ",", ";", "\n", "(", ")",
        "[", "]", "{", "}", "{{", "}}", "{{-", "-}}", "{{~", "~}}", "{%{", "}%}", "# c", "## d ##", "<a href=\"", "\">", "<p title='", "'>", "<style>", "</style>", "<!--", "-->", "{a|b}", "{", "|", "}", "\\",
        "ai.personalize", "for.index", "limit:", "reversed", "null", "true", "é", "\ud83d", "\0", "::3",
    ];

    private static readonly string[] Functions =
    [
        .. Builtins.Root.Names.SelectMany(module => Builtins.Root.TryGet(module, out var value) && value.Reference is BuiltinObject functions
            ? functions.Names.Select(name => $"{module}.{name}")
            : []),
    ];

    private static int Iterations =>
        int.TryParse(Environment.GetEnvironmentVariable("OUTREACH_FUZZ_ITERATIONS"), CultureInfo.InvariantCulture, out var count) ? count : 20_000;

    [Fact]
    public void Pieces_InAnyOrder_DoNoHarm() => Run(1, random =>
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, 40); count > 0; count--)
        {
            text.Append(random.Next(8) == 0 ? Functions[random.Next(Functions.Length)] : Words[random.Next(Words.Length)]).Append(random.Next(3) == 0 ? "" : " ");
        }

        return random.Next(3) == 0 ? text.ToString() : $"{{{{ {text} }}}}";
    });

    [Fact]
    public void Grammar_WellFormedTemplates_DoNoHarm() => Run(2, random => Block(random, 0));

    [Fact]
    public void Characters_InAnyOrder_DoNoHarm() => Run(3, random =>
    {
        var text = new char[random.Next(1, 60)];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = random.Next(4) == 0 ? (char)random.Next(0x10000) : (char)random.Next(0x20, 0x7F);
        }

        return "{{" + new string(text) + "}}";
    });

    private void Run(int seed, Func<Random, string> generate)
    {
        var random = new Random(seed);
        var canary = new Canary();
        var schema = new TemplateSchema([.. Rendering.Schema.Fields, new TemplateField { Path = "canary", Type = TemplateFieldType.Any }]);
        var data = schema.CreateData();
        data.Set("contact.first_name", "Ada");
        data.Set("products", new TemplateValue[] { Rendering.Item("Tea", 1), Rendering.Item("<b>", 2) });
        data.Set("canary", TemplateValue.FromMap(canary));
        var limits = new TemplateLimits { MaxDuration = TimeSpan.FromMilliseconds(300), MaxSteps = 5_000, MaxLoop = 1_000 };
        var engine = new TemplateEngine(limits);
        var writer = new ArrayBufferWriter<byte>();
        var (rendered, slowest) = (0, TimeSpan.Zero);
        for (var i = 0; i < Iterations; i++)
        {
            var text = generate(random);
            var source = new TemplateSource { Text = text, Schema = schema, Mode = (TemplateMode)random.Next(3) };
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            var started = ThreadTime.Now;
            writer.ResetWrittenCount();
            var findings = engine.Check(source);
            if (engine.Compile(source).Template is { } template)
            {
                var result = template.Render(data, writer, Options(i));
                rendered += result.Succeeded ? 1 : 0;
                AssertSameUnshared((Template)template, data, Options(i), result, writer.WrittenSpan);
            }
            else
            {
                Assert.Contains(findings, item => item.Severity == TemplateSeverity.Error);
            }

            var elapsed = ThreadTime.Now - started;
            slowest = elapsed > slowest ? elapsed : slowest;
            Assert.True(elapsed < TimeSpan.FromSeconds(1) || !IsSlow(engine, source, data), $"Too slow: {text}");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - bytes < 64L * 1024 * 1024, $"Too much memory: {text}");
            Assert.False(canary.WasReached, $"Reached the host: {text}");
            Assert.DoesNotContain("secret\"u8", Encoding.UTF8.GetString(writer.WrittenSpan), StringComparison.Ordinal);
        }

        output.WriteLine($"run {Iterations}, rendered {rendered}, slowest {slowest.TotalMilliseconds:0} ms");
        Assert.True(rendered > 0);
    }

    private static TemplateRenderOptions Options(int seed) => new() { Seed = (ulong)seed, Now = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero) };

    private static void AssertSameUnshared(Template template, TemplateData data, TemplateRenderOptions options, TemplateRenderResult expected, ReadOnlySpan<byte> text)
    {
        if (expected.Error?.Code is "limit-time" or "limit-regex" or "limit-memory")
        {
            // Depends on the machine, or on how much is made anew.
            return;
        }

        template.SharesLiterals = false;
        var writer = new ArrayBufferWriter<byte>();
        var result = template.Render(data, writer, options);
        if (result.Error?.Code is not ("limit-time" or "limit-regex" or "limit-memory"))
        {
            Assert.Equal(expected.Error, result.Error);
            Assert.True(text.SequenceEqual(writer.WrittenSpan), template.Source.Text);
        }
    }

    /// <summary>Asks again: the machine may have been busy with something else. What runs away does so each time.</summary>
    private static bool IsSlow(TemplateEngine engine, TemplateSource source, TemplateData data) => Enumerable.Range(0, 3).All(_ =>
    {
        var started = ThreadTime.Now;
        engine.Check(source);
        engine.Compile(source).Template?.Render(data, new ArrayBufferWriter<byte>());
        return ThreadTime.Now - started > TimeSpan.FromSeconds(1);
    });

    private static string Block(Random random, int depth)
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            text.Append(depth > 4 ? "t" : random.Next(14) switch
            {
                0 => $"{{{{ if {Value(random, 0)} }}}}{Block(random, depth + 1)}{{{{ else }}}}{Block(random, depth + 1)}{{{{ end }}}}",
                1 => $"{{{{ for x in {Value(random, 0)} }}}}{Block(random, depth + 1)}{{{{ end }}}}",
                2 => $"{{{{ x = {Value(random, 0)} }}}}",
                3 => $"{{{{ func f(a, b = 1) }}}}{Block(random, depth + 1)}{{{{ ret {Value(random, 0)}; end }}}}",
                4 => $"{{{{ capture y }}}}{Block(random, depth + 1)}{{{{ end }}}}",
                5 => $"{{{Block(random, depth + 2)}|{Block(random, depth + 2)}}}",
                6 => $"{{{{ with {{a: {Value(random, 0)}}} }}}}{Block(random, depth + 1)}{{{{ end }}}}",
                7 => $"<a href=\"{{{{ {Value(random, 0)} }}}}\" title='{{{{ {Value(random, 0)} }}}}'>x</a>",
                8 => $"{{{{ while for.index < 3 && {Value(random, 0)} }}}}{Block(random, depth + 1)}{{{{ end }}}}",
                9 => $"{{{{ case {Value(random, 0)}; when {Value(random, 1)}, {Value(random, 1)} }}}}{Block(random, depth + 1)}{{{{ end }}}}",
                10 => $"{{{{ wrap f {Value(random, 1)} }}}}{Block(random, depth + 1)}{{{{ end }}}}",
                _ => $"{{{{ {Value(random, 0)} }}}} ",
            });
        }

        return text.ToString();
    }

    private static string Value(Random random, int depth) => depth > 3 ? "x" : random.Next(16) switch
    {
        0 => random.Next(-5, 300).ToString(CultureInfo.InvariantCulture),
        1 => "'te<xt " + random.Next(9) + "'",
        2 => "contact.first_name",
        3 => "products",
        4 => "canary",
        5 => $"[{Value(random, depth + 1)}, {Value(random, depth + 1)}]",
        6 => $"{{a: {Value(random, depth + 1)}}}",
        7 => $"({Value(random, depth + 1)} {(random.Next(6) switch { 0 => "+", 1 => "*", 2 => "==", 3 => "<", 4 => "??", _ => "-" })} {Value(random, depth + 1)})",
        8 or 9 or 10 or 11 => $"({Value(random, depth + 1)} | {Functions[random.Next(Functions.Length)]}{string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => " " + Value(random, depth + 2)))})",
        12 => "(1.." + random.Next(2000) + ")",
        13 => "x",
        14 => "y?.a",
        _ => "@f",
    };
}
