using System.Runtime.CompilerServices;
using Xunit;

namespace Outreach.TestServers;

/// <summary>
/// The shared conformance data. It is not part of the repository: the variable <c>OUTREACH_CONFORMANCE_DIR</c> says where it is; without it
/// <c>../shared/conformance</c> beside the repository is tried.
/// </summary>
public static class ConformanceCorpus
{
    private const string Variable = "OUTREACH_CONFORMANCE_DIR";

    /// <summary>Gets a folder or file of the corpora, or <see langword="null"/> if it is not there.</summary>
    public static string? Find(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
            ? given
            : Path.Combine(RepositoryRoot(), "..", "shared", "conformance");
        var path = Path.GetFullPath(Path.Combine([root, .. parts]));
        return Path.Exists(path) ? path : null;
    }

    /// <summary>Gets a folder or file of the corpora, or skips the test.</summary>
    public static string Require(params string[] parts)
    {
        var path = Find(parts);
        if (path is null)
        {
            Assert.Skip("skipped, corpus not present");
        }

        return path;
    }

    /// <summary>Gets the folder of the repository's solution.</summary>
    public static string RepositoryRoot([CallerFilePath] string thisFile = "")
    {
        // Deterministic builds may replace source paths, so the running assembly's folder is tried as well.
        foreach (var start in (string?[])[Path.GetDirectoryName(thisFile), AppContext.BaseDirectory])
        {
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
            {
                if (File.Exists(Path.Combine(folder, "Outreach.Sdk.sln")))
                {
                    return folder;
                }
            }
        }

        throw new InvalidOperationException($"The repository was not found; set {Variable}.");
    }
}
