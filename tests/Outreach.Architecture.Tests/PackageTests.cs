namespace Outreach.Architecture.Tests;

public sealed class PackageTests
{
    public static TheoryData<string> PackageNames => TierTests.PackageNames;

    [Theory]
    [MemberData(nameof(PackageNames))]
    public void Package_HasAReadmeWithInstallAndExample(string package)
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "src", package, "README.md"));

        Assert.StartsWith("# " + package, readme, StringComparison.Ordinal);
        Assert.Contains("dotnet add package " + package, readme, StringComparison.Ordinal);
        Assert.Contains("```csharp", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Solution_HoldsEveryProject()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Outreach.Sdk.sln"));
        var projects = new[] { "src", "tests", "benchmarks", "samples" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories));

        Assert.All(projects, project => Assert.Contains(Path.GetFileName(project), solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Projects_NameNoPackageVersions()
    {
        var projects = new[] { "src", "tests", "benchmarks", "samples" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories));

        Assert.All(projects, project => Assert.DoesNotMatch("<PackageReference[^>]*Version=", File.ReadAllText(project)));
    }

    [Fact]
    public void Folders_AreNamedAfterFeatures()
    {
        var vague = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(folder => !Repository.IsBuildOutput(folder))
            .Where(folder => Path.GetFileName(folder) is "Helpers" or "Utils" or "Utilities" or "Common" or "Impl" or "Misc" or "Shared");

        Assert.Empty(vague);
    }

    [Fact]
    public void Sources_HaveAtMostOnePublicTypeAFile()
    {
        var crowded = Repository.SourceFiles("src")
            .Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Count(IsTopLevelPublicType) > 1)
            .Select(file => Path.GetRelativePath(Repository.Root, file));

        Assert.Empty(crowded);
    }

    private static bool IsTopLevelPublicType(string line) =>
        line.StartsWith("public ", StringComparison.Ordinal)
        && line.Split(' ', '(', '<').Any(word => word is "class" or "struct" or "interface" or "enum" or "record" or "delegate");
}
