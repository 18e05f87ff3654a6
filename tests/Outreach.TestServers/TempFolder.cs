namespace Outreach.TestServers;

/// <summary>A folder for one server, which servers that drop their rights can enter; removed at the end.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder()
    {
        // Short, since the paths of Unix sockets below it have at most 108 characters.
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"ot{Environment.ProcessId:x}{Guid.NewGuid().ToString("N")[..6]}");
        Directory.CreateDirectory(Path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }

    public string Path { get; }

    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A server that is just ending still writes; the system cleans its temporary folder.
        }
    }
}
