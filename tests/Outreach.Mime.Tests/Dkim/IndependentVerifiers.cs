using System.Diagnostics;
using System.Text;

namespace Outreach.Mime.Tests;

/// <summary>Programs of other authors that verify DKIM signatures of files.</summary>
internal static class IndependentVerifiers
{
    private const string Python = "/usr/bin/python3";
    private const string OpenDkim = "/usr/sbin/opendkim";

    private const string Script = """
        import sys, dkim
        keys = dict(line.rstrip('\n').split(' ', 1) for line in open(sys.argv[1]))
        def find(name, timeout=5):
            name = name.decode() if isinstance(name, bytes) else name
            value = keys.get(name.rstrip('.'))
            return value.encode() if value else None
        for path in sys.stdin.read().split():
            message = open(path, 'rb').read()
            good, count = True, sum(1 for name, _ in dkim.rfc822_parse(message)[0] if name.lower() == b'dkim-signature')
            for index in range(count):
                try:
                    good = dkim.DKIM(message).verify(idx=index, dnsfunc=find) and good
                except dkim.DKIMException:
                    good = False
            print(path, 'pass' if good and count else 'fail')
        """;

    /// <summary>Why python3-dkim can't be used, or null if it can.</summary>
    public static async Task<string?> MissingDkimPyAsync() =>
        File.Exists(Python) && (await RunAsync(Python, ["-c", "import dkim"], "")).Code == 0 ? null : "skipped: python3-dkim is not installed";

    /// <summary>Why opendkim can't be used, or null if it can.</summary>
    public static string? MissingOpenDkim() => File.Exists(OpenDkim) ? null : "skipped: opendkim is not installed";

    /// <summary>Verifies files with python3-dkim in one process: for each whether all its signatures are right.</summary>
    public static async Task<Dictionary<string, bool>> VerifyWithDkimPyAsync(string keyFile, IReadOnlyList<string> files)
    {
        var result = await RunAsync(Python, ["-c", Script, keyFile], string.Join('\n', files));
        Assert.True(result.Code == 0, result.Error);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToDictionary(line => line[0], line => line[1] == "pass");
    }

    /// <summary>Verifies one file with opendkim; it reads files with LF line ends.</summary>
    public static async Task<Dictionary<string, bool>> VerifyWithOpenDkimAsync(string keyFile, IReadOnlyList<string> files)
    {
        var configuration = keyFile + ".conf";
        await File.WriteAllTextAsync(configuration, $"Mode v\nSyslog no\nLogWhy yes\nAlwaysAddARHeader yes\nAuthservID mx.test\nTestDNSData {keyFile}\n");
        var results = new Dictionary<string, bool>();
        foreach (var file in files)
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)).Replace("\r\n", "\n", StringComparison.Ordinal);
            await File.WriteAllBytesAsync(file + ".lf", Encoding.Latin1.GetBytes(text));
            var result = await RunAsync(OpenDkim, ["-f", "-x", configuration, "-t", file + ".lf", "-v", "-v"], "");
            var output = result.Output + result.Error;
            results[file] = output.Contains("dkim=pass", StringComparison.Ordinal) && !output.Contains("dkim=fail", StringComparison.Ordinal)
                && !output.Contains("dkim=permerror", StringComparison.Ordinal) && !output.Contains("dkim=neutral", StringComparison.Ordinal);
        }

        return results;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
