using System.Reflection;

namespace Outreach.Architecture.Tests;

/// <summary>Who may use whom: docs/architecture.md, "Packages".</summary>
public sealed class TierTests
{
    private static readonly string[] Engine = ["Outreach", "Outreach.AspNetCore", "Outreach.Testing"];

    /// <summary>References inside a tier that are allowed all the same.</summary>
    private static readonly HashSet<(string From, string To)> Exceptions =
    [
        ("Outreach.AspNetCore", "Outreach"),
        ("Outreach.Testing", "Outreach"),
    ];

    public static TheoryData<string> PackageNames => [.. Repository.Packages.Select(package => package.Name)];

    [Theory]
    [MemberData(nameof(PackageNames))]
    public void ProjectFile_ReferencesOnlyWhatItsTierMayUse(string package)
    {
        var project = Repository.Packages.Single(candidate => candidate.Name == package);

        Assert.All(project.ProjectReferences, reference => Assert.True(IsAllowed(package, reference), $"{package} must not reference {reference}."));
    }

    [Theory]
    [MemberData(nameof(PackageNames))]
    public void Assembly_ReferencesOnlyWhatItsTierMayUse(string package)
    {
        var references = Assembly.Load(package).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name == "Outreach" || name.StartsWith("Outreach.", StringComparison.Ordinal));

        Assert.All(references, reference => Assert.True(IsAllowed(package, reference), $"{package} must not reference {reference}."));
    }

    [Fact]
    public void Abstractions_DependsOnDependencyInjectionAbstractionsOnly()
    {
        var foreign = Assembly.Load("Outreach.Abstractions").GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Microsoft.", StringComparison.Ordinal) && !name.StartsWith("Microsoft.Extensions.DependencyInjection.Abstractions", StringComparison.Ordinal));

        Assert.Empty(foreign);
    }

    [Theory]
    [InlineData("Outreach.Templating", "Outreach.Sequencing")]
    [InlineData("Outreach", "Outreach.Providers.Smtp")]
    [InlineData("Outreach.Mime", "Outreach.Templating")]
    [InlineData("Outreach.Providers.Smtp", "Outreach.Storage.EfCore")]
    public void Rule_RefusesAForbiddenReference(string from, string to) => Assert.False(IsAllowed(from, to));

    private static bool IsAllowed(string from, string to)
    {
        if (Exceptions.Contains((from, to)) || IsChildOf(from, to))
        {
            return true;
        }

        return Tier(from) switch
        {
            0 => false,
            1 => Tier(to) == 0,
            2 or 3 => Tier(to) <= 1,
            _ => Tier(to) <= 2,
        };
    }

    /// <summary>Storage.EfCore.Sqlite may use Storage.EfCore.</summary>
    private static bool IsChildOf(string from, string to) => Tier(from) == 3 && from.StartsWith(to + ".", StringComparison.Ordinal);

    private static int Tier(string package) => package switch
    {
        "Outreach.Abstractions" => 0,
        "Outreach.Mime" or "Outreach.Dns" or "Outreach.Providers.Http" => 1,
        "Outreach.Templating" or "Outreach.Sequencing" or "Outreach.Deliverability" or "Outreach.Inbox" or "Outreach.Tracking"
            or "Outreach.Insights" or "Outreach.Leads" => 2,
        _ when Engine.Contains(package) => 4,
        _ when package.StartsWith("Outreach.Providers.", StringComparison.Ordinal)
            || package.StartsWith("Outreach.Storage.", StringComparison.Ordinal)
            || package.StartsWith("Outreach.Inbox.", StringComparison.Ordinal)
            || package.StartsWith("Outreach.Events.", StringComparison.Ordinal)
            || package.StartsWith("Outreach.Integrations.", StringComparison.Ordinal) => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(package), package, "Give the package a tier in docs/architecture.md and here."),
    };
}
