using System.Globalization;

namespace Outreach.Simulation.Tests;

/// <summary>
/// The real engine in simulated worlds: no message twice, none lost silently, no cap exceeded, every doubt visible. A seed that fails can be
/// looked at with <c>dotnet run -c Release --project tests/Outreach.Simulation -- --first SEED --trace</c>.
/// </summary>
public sealed class SimulationTests
{
    private const int Halves = 2;

    public static TheoryData<string> Mutants =>
        ["LostIntentIsDue", "LostAnswerIsTransient", "UnknownCommitIsDone", "NoFence", "NoQuota", "NoSuppressionCheck", "SentBeforeHandOver"];

    [Fact]
    public async Task Engine_InThousandsOfTroubledWorlds_KeepsItsPromise()
    {
        var seeds = int.Parse(Environment.GetEnvironmentVariable("OUTREACH_SIMULATION_SEEDS") ?? "2000", CultureInfo.InvariantCulture);
        var runs = await Task.WhenAll(Enumerable.Range(0, Halves).Select(half => SimulationProcess.RunAsync(
            "--first", Text(1 + (half * (seeds / Halves))), "--seeds", Text(seeds / Halves))));

        Assert.All(runs, run =>
        {
            TestContext.Current.TestOutputHelper!.WriteLine(run.Output);
            Assert.True(run.ExitCode == 0, run.Output);
        });
    }

    [Fact]
    public async Task Seed_RunAgain_DoesTheSameThings()
    {
        var first = await SimulationProcess.RunAsync("--first", "1", "--seeds", "40", "--hashes");
        var second = await SimulationProcess.RunAsync("--first", "1", "--seeds", "40", "--hashes");

        Assert.Equal(Hashes(first.Output), Hashes(second.Output));
        Assert.Equal(40, Hashes(first.Output).Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>A seed depends on nothing that ran before it in the same process.</summary>
    [Fact]
    public async Task Seed_RunAlone_DoesTheSameThingsAsAfterOthers()
    {
        var together = await SimulationProcess.RunAsync("--first", "31", "--seeds", "10", "--hashes");
        var alone = await SimulationProcess.RunAsync("--first", "40", "--hashes");

        Assert.Equal(Hashes(together.Output)[^1], Assert.Single(Hashes(alone.Output)));
    }

    /// <summary>Each rule that is broken on purpose is noticed within a few hundred seeds.</summary>
    [Theory]
    [MemberData(nameof(Mutants))]
    public async Task BrokenRule_IsNoticed(string mutant)
    {
        var run = await SimulationProcess.RunAsync("--seeds", "300", "--mutant", mutant);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("seed ", run.Output, StringComparison.Ordinal);
    }

    private static string[] Hashes(string output) =>
        [.. output.Split('\n').Where(line => line.Length > 0 && char.IsAsciiDigit(line[0]) && !line.Contains("seeds", StringComparison.Ordinal))];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
