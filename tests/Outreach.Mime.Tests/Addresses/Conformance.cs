namespace Outreach.Mime.Tests.Addresses;

internal static class Conformance
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("OUTREACH_CONFORMANCE_DIR") is { Length: > 0 } folder
        ? folder
        : Path.Combine(RepositoryRoot(), "..", "shared", "conformance");

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "global.json")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
