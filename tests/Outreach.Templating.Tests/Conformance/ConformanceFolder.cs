namespace Outreach.Templating.Tests;

/// <summary>Finds the corpora of other implementations, which are not part of the repository.</summary>
internal static class ConformanceFolder
{
    public static string Find(params string[] path)
    {
        var folder = Environment.GetEnvironmentVariable("OUTREACH_CONFORMANCE_DIR") ?? FindNextToRepository();
        var file = folder is null ? null : Path.Combine([folder, .. path]);
        Assert.SkipUnless(file is not null && (File.Exists(file) || Directory.Exists(file)), "skipped, corpus not present");
        return file!;
    }

    private static string? FindNextToRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Outreach.Sdk.sln")))
            {
                return Path.Combine(folder.Parent!.FullName, "shared", "conformance");
            }
        }

        return null;
    }
}
