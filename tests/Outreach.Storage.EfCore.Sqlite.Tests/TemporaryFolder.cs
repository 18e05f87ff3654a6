namespace Outreach.Storage.EfCore.Sqlite.Tests;

/// <summary>A folder of its own for a test's database.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("outreach-sqlite-").FullName;

    public string DatabasePath => System.IO.Path.Combine(Path, "outreach.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
