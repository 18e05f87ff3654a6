using System.Diagnostics;
using Xunit;

namespace Outreach.TestServers;

/// <summary>Finds the programs that tests need.</summary>
public static class Tool
{
    private static readonly string[] Folders = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/sbin", "/bin"];

    public static bool IsRoot => Environment.UserName == "root";

    /// <summary>Finds a program, or returns <see langword="null"/>.</summary>
    public static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>
    /// Skips a test for want of a program. Where the programs were installed for the tests (the variable <c>OUTREACH_REQUIRE_SERVERS</c> is 1)
    /// the test fails instead.
    /// </summary>
    public static void Skip(string reason)
    {
        Assert.False(Environment.GetEnvironmentVariable("OUTREACH_REQUIRE_SERVERS") == "1", reason);
        Assert.Skip(reason);
    }

    /// <summary>Finds a program, or skips the test.</summary>
    public static string Require(string name)
    {
        var path = Find(name);
        if (path is null)
        {
            Skip($"skipped: {name} is not installed");
        }

        return path!;
    }

    /// <summary>Skips the test unless it runs as root, which some servers need to drop their rights.</summary>
    public static void RequireRoot(string name)
    {
        if (!IsRoot)
        {
            Skip($"skipped: {name} must be started as root");
        }
    }

    /// <summary>Gives a folder to the user nobody, and gives what to put before a command so that it runs as that user; nothing where the test is not root.</summary>
    public static async Task<IReadOnlyList<string>> AsNobodyAsync(TempFolder folder)
    {
        if (!IsRoot)
        {
            return [];
        }

        await RunAsync(Require("chown"), "-R", "nobody", folder.Path);
        var group = (await RunAsync(Require("id"), "-g", "nobody")).Trim();
        return [Require("setpriv"), "--reuid=nobody", $"--regid={group}", "--clear-groups", "--"];
    }

    /// <summary>Runs a program to its end and returns its output.</summary>
    public static async Task<string> RunAsync(string path, params string[] arguments)
    {
        var start = new ProcessStartInfo(path, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{path} failed: {output}{await error}");
    }
}
