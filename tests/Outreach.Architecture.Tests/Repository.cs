using System.Xml.Linq;

namespace Outreach.Architecture.Tests;

/// <summary>Finds the repository that the tests were built from, and reads its projects.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceProject> Packages { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Order(StringComparer.Ordinal).Select(SourceProject.Read)];

    public static IEnumerable<string> SourceFiles(params string[] folders) =>
        folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !IsBuildOutput(file));

    public static bool IsBuildOutput(string path)
    {
        var parts = Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar);
        return parts.Contains("bin") || parts.Contains("obj") || parts.Contains("artifacts");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Outreach.Sdk.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }

    internal sealed record SourceProject(string Name, string Folder, IReadOnlyList<string> ProjectReferences)
    {
        public static SourceProject Read(string folder)
        {
            var name = Path.GetFileName(folder);
            var project = XDocument.Load(Path.Combine(folder, name + ".csproj"));
            var references = project.Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
                .ToList();
            return new SourceProject(name, folder, references);
        }
    }
}
