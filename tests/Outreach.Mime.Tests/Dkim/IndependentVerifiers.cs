using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Outreach.Mime.Tests;

/// <summary>Programs of other authors that verify DKIM signatures of files, many files with one process.</summary>
internal static partial class IndependentVerifiers
{
    private const string Python = "/usr/bin/python3";
    private const string Perl = "/usr/bin/perl";
    private const string OpenDkim = "/usr/sbin/opendkim";

    /// <summary>How many files opendkim gets at once: their paths are one argument, which the system limits.</summary>
    private const int OpenDkimFiles = 500;

    /// <summary>Why python3-dkim can't be used, or null if it can.</summary>
    public static async Task<string?> MissingDkimPyAsync() =>
        File.Exists(Python) && (await RunAsync(Python, ["-c", "import dkim"], "")).Code == 0 ? null : "skipped: python3-dkim is not installed";

    /// <summary>Why libmail-dkim-perl can't be used, or null if it can.</summary>
    public static async Task<string?> MissingMailDkimAsync() =>
        File.Exists(Perl) && (await RunAsync(Perl, ["-MMail::DKIM::Verifier", "-e", "1"], "")).Code == 0 ? null : "skipped: libmail-dkim-perl is not installed";

    /// <summary>Why opendkim can't be used, or null if it can.</summary>
    public static Task<string?> MissingOpenDkimAsync() => Task.FromResult(File.Exists(OpenDkim) ? null : "skipped: opendkim is not installed");

    /// <summary>Verifies files with python3-dkim.</summary>
    public static Task<Dictionary<string, VerifierAnswer>> VerifyWithDkimPyAsync(string keyFile, IReadOnlyList<string> files) =>
        RunScriptAsync(Python, "verify.py", keyFile, files);

    /// <summary>Verifies files with Mail::DKIM.</summary>
    public static Task<Dictionary<string, VerifierAnswer>> VerifyWithMailDkimAsync(string keyFile, IReadOnlyList<string> files) =>
        RunScriptAsync(Perl, "verify.pl", keyFile, files);

    /// <summary>Verifies files with opendkim; it reads files with LF line ends.</summary>
    public static async Task<Dictionary<string, VerifierAnswer>> VerifyWithOpenDkimAsync(string keyFile, IReadOnlyList<string> files)
    {
        var configuration = keyFile + ".conf";
        await File.WriteAllTextAsync(configuration, $"Mode v\nSyslog no\nAlwaysAddARHeader yes\nAuthservID mx.test\nTestDNSData {keyFile}\n");
        foreach (var file in files)
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)).Replace("\r\n", "\n", StringComparison.Ordinal);
            await File.WriteAllBytesAsync(file + ".lf", Encoding.Latin1.GetBytes(text));
        }

        var answers = new Dictionary<string, VerifierAnswer>();
        for (var from = 0; from < files.Count;)
        {
            var some = files.Skip(from).Take(OpenDkimFiles).ToList();
            var result = await RunAsync(OpenDkim, ["-f", "-x", configuration, "-t", string.Join(',', some.Select(file => file + ".lf")), "-v", "-v"], "");
            ReadOpenDkim(result.Output, answers);

            // It says nothing of a file without signature, and stops at one that is no message.
            var read = Math.Min(some.FindLastIndex(answers.ContainsKey) + 2, some.Count);
            foreach (var file in some.Take(read))
            {
                answers.TryAdd(file, default);
            }

            from += read;
        }

        return answers;
    }

    // Before the line that names the file stands the Authentication-Results field with the result of each signature.
    private static void ReadOpenDkim(string output, Dictionary<string, VerifierAnswer> answers)
    {
        var from = 0;
        foreach (Match line in FileLine().Matches(output))
        {
            var field = output[from..line.Index];
            field = field[Math.Max(field.LastIndexOf("### INSHEADER", StringComparison.Ordinal), 0)..];
            answers[line.Groups["file"].Value] = new VerifierAnswer(PassResult().Count(field), AnyResult().Count(field));
            from = line.Index;
        }
    }

    private static async Task<Dictionary<string, VerifierAnswer>> RunScriptAsync(string program, string script, string keyFile, IReadOnlyList<string> files)
    {
        var result = await RunAsync(program, [Path.Combine(AppContext.BaseDirectory, "Dkim", script), keyFile], string.Join('\n', files) + "\n");
        Assert.True(result.Code == 0, result.Error);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .ToDictionary(line => line[0], line => new VerifierAnswer(int.Parse(line[1], CultureInfo.InvariantCulture), int.Parse(line[2], CultureInfo.InvariantCulture)));
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

    [GeneratedRegex(@"^opendkim: (?<file>\S+)\.lf: ", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex FileLine();

    [GeneratedRegex(@"\bdkim=pass\b")]
    private static partial Regex PassResult();

    [GeneratedRegex(@"\bdkim=\w")]
    private static partial Regex AnyResult();
}
