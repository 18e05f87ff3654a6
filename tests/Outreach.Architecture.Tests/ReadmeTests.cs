using System.Text.RegularExpressions;

namespace Outreach.Architecture.Tests;

public sealed partial class ReadmeTests
{
    [Fact]
    public void Example_IsTheProgramThatIsCompiled()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var program = File.ReadAllText(Path.Combine(Repository.Root, "samples", "Outreach.Samples.Readme", "Program.cs"));

        Assert.Contains("```csharp\n" + program.TrimEnd() + "\n```", readme, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docs/guides/testing.md", "tests/Outreach.Tests/Guides/TestingGuideTests.cs")]
    [InlineData("docs/reference/templating.md", "tests/Outreach.Templating.Tests/Typed/TypedTemplateExampleTests.cs")]
    public void Page_ShowsTheTestThatIsRun(string page, string test)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page));
        var code = File.ReadAllText(Path.Combine(Repository.Root, test));
        var start = code.IndexOf("\n{\n", StringComparison.Ordinal) + 3;
        var example = code[start..code.LastIndexOf('}')].TrimEnd();

        Assert.Contains("```csharp\n" + example + "\n```", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docs/guides/advisor.md", "AdvisorGuide.cs")]
    [InlineData("docs/guides/audiences.md", "AudiencesGuideTests.cs")]
    [InlineData("docs/guides/campaigns.md", "CampaignsGuideTests.cs")]
    [InlineData("docs/guides/presets.md", "PresetsGuideTests.cs")]
    [InlineData("docs/guides/providers.md", "ProvidersGuide.cs")]
    [InlineData("docs/guides/triggers.md", "TriggersGuideTests.cs")]
    public void EveryExample_OfTheGuide_IsCompiled(string page, string file)
    {
        var compiled = WithoutIndent(File.ReadAllText(Path.Combine(Repository.Root, "tests/Outreach.EndToEnd.Tests/Guides", file)));
        var examples = Example().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(static match => match.Groups["code"].Value).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains(WithoutIndent(example), compiled, StringComparison.Ordinal));
    }

    [Fact]
    public void PackageTable_NamesEveryPackage()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

        Assert.All(Repository.Packages, package => Assert.Contains($"| `{package.Name}` |", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Links_PointAtFilesThatExist()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "README.md"))
            .Append(Path.Combine(Repository.Root, "CONTRIBUTING.md"));
        var broken = pages.SelectMany(page => RelativeLink().Matches(File.ReadAllText(page))
            .Select(match => Path.Combine(Path.GetDirectoryName(page)!, match.Groups["target"].Value))
            .Where(target => !File.Exists(target) && !Directory.Exists(target)));

        Assert.Empty(broken);
    }

    private static string WithoutIndent(string code) => string.Join('\n', code.Split('\n').Select(static line => line.Trim()));

    [GeneratedRegex(@"```csharp\n(?<code>.*?)\n```", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Example();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)(?<target>[^)#\s]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex RelativeLink();
}
