using System.Globalization;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>
/// What a run of kills has come to. OUTREACH_LONG=1 makes it long, OUTREACH_KILLS says how long, and OUTREACH_SEED with which campaign it begins:
/// each draws its moments from a seed of its own.
/// </summary>
internal sealed class KillTotals
{
    public static int FirstSeed { get; } = Read("OUTREACH_SEED") ?? 1;

    public int Kills { get; set; }

    /// <summary>Gets or sets how many of them came when the campaign's first message had arrived already.</summary>
    public int AfterFirstMail { get; set; }

    public int Campaigns { get; set; }

    public int Mails { get; set; }

    /// <summary>Gets or sets how many sends the killed had asked to hand over and recorded no result of; of a crashed database it is not known.</summary>
    public int InFlight { get; set; }

    public int InDoubt { get; set; }

    public static int Wanted(int usually, int inLongRuns) =>
        Read("OUTREACH_KILLS") ?? (Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1" ? inLongRuns : usually);

    /// <summary>Writes what there is after a campaign, so that a run that is cut short has shown something too.</summary>
    public void Write(string what, int seed) => TestContext.Current.TestOutputHelper!.WriteLine(
        $"seeds {FirstSeed} to {seed}: {Kills} {what}, {AfterFirstMail} of them after the first message, in {Campaigns} campaigns, {Mails} messages; in flight at the kills {InFlight}, in doubt at the end {InDoubt}");

    /// <summary>Asserts that the moments were not all before anything was sent, when a kill can do no harm.</summary>
    public void AssertStruckSending() => Assert.InRange(AfterFirstMail, Math.Max(1, Kills / 3), Kills);

    private static int? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
