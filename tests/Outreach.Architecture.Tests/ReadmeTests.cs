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

    [Fact]
    public void TestingGuide_ShowsTheTestThatIsRun()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "testing.md"));
        var test = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Outreach.Tests", "Guides", "TestingGuideTests.cs"));
        var start = test.IndexOf("    [Fact]", StringComparison.Ordinal);
        var example = test[start..test.LastIndexOf('}')].TrimEnd();

        Assert.Contains("```csharp\n" + example + "\n```", guide, StringComparison.Ordinal);
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

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)(?<target>[^)#\s]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex RelativeLink();
}
