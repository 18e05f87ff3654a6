namespace Outreach.Samples;

/// <summary>Where the sample keeps its files.</summary>
internal sealed class SampleFolder
{
    private const string WarmUpMark = "warm-up";

    private SampleFolder(string path, string? postgreSql)
    {
        Path = path;
        PostgreSql = postgreSql;
    }

    public string Path { get; }

    /// <summary>Gets how to connect to PostgreSQL, or <see langword="null"/> to keep the data in a SQLite file of this folder.</summary>
    public string? PostgreSql { get; }

    public string DatabasePath => System.IO.Path.Combine(Path, "outreach.db");

    /// <summary>Gets the database, for people.</summary>
    public string DatabaseName => PostgreSql is null ? DatabasePath : "PostgreSQL, schema outreach";

    public string MailPath => System.IO.Path.Combine(Path, "mail");

    /// <summary>Gets where templates may lie that are used instead of those of the sample.</summary>
    public string TemplatesPath => System.IO.Path.Combine(Path, "templates");

    /// <summary>Gets whether the sending address is being warmed up.</summary>
    public bool WarmsUp => File.Exists(System.IO.Path.Combine(Path, WarmUpMark));

    public bool HasDatabase => PostgreSql is not null || File.Exists(DatabasePath);

    /// <summary>Makes the folder if need be, and makes sure that it can be written to.</summary>
    /// <exception cref="SampleException">It can't.</exception>
    public static SampleFolder Open(string path, string? postgreSql)
    {
        var folder = new SampleFolder(System.IO.Path.GetFullPath(path), string.IsNullOrWhiteSpace(postgreSql) ? null : postgreSql);
        try
        {
            Directory.CreateDirectory(folder.Path);
            var probe = System.IO.Path.Combine(folder.Path, $".writable-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SampleException($"The folder {folder.Path} can't be written to ({Failures.ReasonOf(exception)}); choose another one with --data.", 3);
        }
    }

    /// <summary>Lets the commands that follow keep to the warm-up.</summary>
    public void WarmUp() => File.WriteAllBytes(System.IO.Path.Combine(Path, WarmUpMark), []);
}
