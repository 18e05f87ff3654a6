using System.Text.Json;
using Xunit;

namespace Outreach.TestServers;

/// <summary>
/// The cases of other implementations that tests compare with. They are not part of the repository: the variable
/// <c>OUTREACH_CONFORMANCE_DIR</c> says where they are; without it <c>../shared/conformance</c> beside the repository is tried.
/// </summary>
public static class ConformanceCorpus
{
    private const string Variable = "OUTREACH_CONFORMANCE_DIR";

    /// <summary>Gets a folder or file of the corpora, or skips the test.</summary>
    public static string PathOf(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
            ? given
            : Path.Combine(RepositoryRoot(), "..", "shared", "conformance");
        var path = Path.GetFullPath(Path.Combine([root, .. parts]));
        Assert.SkipUnless(Path.Exists(path), "skipped, corpus not present");
        return path;
    }

    /// <summary>Reads a file of the corpora, or skips the test.</summary>
    public static JsonDocument Json(params string[] parts) => JsonDocument.Parse(File.ReadAllBytes(PathOf(parts)));

    /// <summary>Prints the counts, and fails if a case fails that is not among the known exceptions.</summary>
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

    /// <summary>Gets the folder of the repository's solution.</summary>
    public static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Outreach.Sdk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
