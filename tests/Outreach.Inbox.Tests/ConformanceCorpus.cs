using System.Text.Json;

namespace Outreach.Inbox.Tests;

/// <summary>The data of other implementations that tests compare with; it lies outside of the repository.</summary>
internal static class ConformanceCorpus
{
    /// <summary>The path of a file of the corpus; skips the test when the corpus is not there.</summary>
    public static string PathOf(params string[] path)
    {
        var root = Environment.GetEnvironmentVariable("OUTREACH_CONFORMANCE_DIR") ?? Path.Combine(RepositoryRoot(), "..", "shared", "conformance");
        var full = Path.Combine([root, .. path]);
        Assert.SkipUnless(Path.Exists(full), "skipped, corpus not present");
        return full;
    }

    public static JsonDocument Json(params string[] path) => JsonDocument.Parse(File.ReadAllBytes(PathOf(path)));

    /// <summary>Prints the counts and fails unless exactly the listed cases deviate.</summary>
    public static void Report(string corpus, int run, IReadOnlyCollection<string> failed, int skipped, IReadOnlyCollection<string> exceptions)
    {
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"{corpus}: run {run}, passed {run - failed.Count}, skipped {skipped}, known exceptions {failed.Count(exceptions.Contains)}");
        foreach (var text in failed.Where(text => !exceptions.Contains(text)))
        {
            output.WriteLine("FAILED " + text);
        }

        Assert.True(run > 0, "the corpus has no cases");
        Assert.DoesNotContain(failed, text => !exceptions.Contains(text));
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
