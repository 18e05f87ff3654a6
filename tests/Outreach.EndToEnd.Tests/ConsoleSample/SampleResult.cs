using System.Globalization;
using System.Text.RegularExpressions;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>What a run of the sample left on the screen.</summary>
internal sealed record SampleResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Gets a number of the table of results.</summary>
    public long Number(string name)
    {
        var match = Regex.Match(Output, $"^  {Regex.Escape(name)}: +([0-9]+)\\s*$", RegexOptions.Multiline, TimeSpan.FromSeconds(5));
        Assert.True(match.Success, $"There is no number '{name}' in:\n{Output}\n{Errors}");
        return long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    public SampleResult AssertSuccess()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}\n{Output}\n{Errors}");
        return this;
    }

    /// <summary>Asserts that the sample failed with one sentence and nothing else.</summary>
    public void AssertFailure(int exitCode, params string[] advice)
    {
        Assert.True(ExitCode == exitCode, $"Exit code {ExitCode}\n{Output}\n{Errors}");
        var sentence = Errors.Trim();
        Assert.DoesNotContain('\n', sentence);
        Assert.DoesNotContain("   at ", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.All(advice, part => Assert.Contains(part, sentence, StringComparison.Ordinal));
    }
}
