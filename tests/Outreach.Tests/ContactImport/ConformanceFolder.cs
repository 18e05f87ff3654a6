namespace Outreach.Tests.ContactImport;

/// <summary>The cases of other implementations; they lie outside of the repository.</summary>
internal static class ConformanceFolder
{
    /// <summary>The path of a folder or file; skips the test if it is not there.</summary>
    public static string PathOf(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable("OUTREACH_CONFORMANCE_DIR") ?? Path.Combine(RepositoryRoot(), "..", "shared", "conformance");
        var path = Path.Combine([root, .. parts]);
        Assert.SkipUnless(Path.Exists(path), "skipped, corpus not present");
        return path;
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Outreach.Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
