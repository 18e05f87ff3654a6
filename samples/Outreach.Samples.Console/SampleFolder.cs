namespace Outreach.Samples;

/// <summary>Where the sample keeps its files.</summary>
internal sealed class SampleFolder
{
    private SampleFolder(string path) => Path = path;

    public string Path { get; }

    public string DatabasePath => System.IO.Path.Combine(Path, "outreach.db");

    public string MailPath => System.IO.Path.Combine(Path, "mail");

    /// <summary>Gets where templates may lie that are used instead of those of the sample.</summary>
    public string TemplatesPath => System.IO.Path.Combine(Path, "templates");

    public bool HasDatabase => File.Exists(DatabasePath);

    /// <summary>Makes the folder if need be, and makes sure that it can be written to.</summary>
    /// <exception cref="SampleException">It can't.</exception>
    public static SampleFolder Open(string path)
    {
        var folder = new SampleFolder(System.IO.Path.GetFullPath(path));
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
}
