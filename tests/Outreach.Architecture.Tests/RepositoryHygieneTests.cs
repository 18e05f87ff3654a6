using System.Text.RegularExpressions;

namespace Outreach.Architecture.Tests;

public sealed partial class RepositoryHygieneTests
{
    private static readonly string[] TextFiles = [".cs", ".csproj", ".props", ".targets", ".md", ".config", ".json", ".sh", ".yml", ".yaml"];

    [Fact]
    public void Files_NameNoRegistryHost()
    {
        var named = Files().Where(file => RegistryHost().IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(Repository.Root, file));

        Assert.Empty(named);
    }

    [Fact]
    public void Sources_LeaveNothingForLater()
    {
        var open = Repository.SourceFiles("src", "samples", "tests", "benchmarks")
            .Where(file => Path.GetFileName(file) != "RepositoryHygieneTests.cs")
            .Where(file => Unfinished().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Repository.Root, file));

        Assert.Empty(open);
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
            .Where(file => TextFiles.Contains(Path.GetExtension(file)) && !Repository.IsBuildOutput(file))
            .Where(file => !Path.GetRelativePath(Repository.Root, file).StartsWith(".git", StringComparison.Ordinal));

    [GeneratedRegex(@"https?://[a-z0-9.-]*(nuget|npmjs|debian)\.", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RegistryHost();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Unfinished();
}
