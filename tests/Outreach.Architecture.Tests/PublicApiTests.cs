using System.Reflection;

namespace Outreach.Architecture.Tests;

/// <summary>
/// Every change of a package's public API shows up as a change of its PublicAPI.txt. To accept one, run the tests with
/// OUTREACH_UPDATE_PUBLIC_API=1 and commit the files.
/// </summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> PackageNames => TierTests.PackageNames;

    [Theory]
    [MemberData(nameof(PackageNames))]
    public void PublicApi_IsWhatTheFileSays(string package)
    {
        var file = Path.Combine(Repository.Root, "src", package, "PublicAPI.txt");
        var actual = PublicApiText.Describe(Assembly.Load(package));
        if (Environment.GetEnvironmentVariable("OUTREACH_UPDATE_PUBLIC_API") == "1")
        {
            File.WriteAllText(file, actual);
        }

        Assert.True(File.Exists(file), $"{file} is missing; run with OUTREACH_UPDATE_PUBLIC_API=1 to write it.");
        Assert.Equal(File.ReadAllText(file), actual, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Describe_ShowsAddedMembers()
    {
        var text = PublicApiText.Describe(typeof(Campaign).Assembly);

        Assert.Contains("public sealed record Outreach.Campaign", text, StringComparison.Ordinal);
        Assert.Contains("    required System.Guid Id { get; init; }", text, StringComparison.Ordinal);
    }
}
