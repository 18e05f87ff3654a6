namespace Outreach.Model.Tests;

/// <summary>
/// The send-state machine of docs/architecture.md, checked in every interleaving, and flawed variants of it, most of them known from other
/// products, in which the checker must find the flaw.
/// </summary>
public sealed class SendModelTests
{
    private static readonly ModelDesign Keyed = new() { RetriesDoubt = true, ProviderDedupes = true };

    [Fact]
    public void OneSend_HeldInDoubt_HasNoViolation() => AssertSound(new ModelDesign(), 4_000, findsStuck: true);

    [Fact]
    public void OneSend_TriedAgainAtAProviderThatDedupes_HasNoViolation() => AssertSound(Keyed, 200_000, findsStuck: true);

    [Fact]
    public void OneSend_ThreeWorkersWithPausesAndDeferrals_HasNoViolation() =>
        AssertSound(new ModelDesign { Workers = 3, Pauses = 1 }, 30_000);

    [Fact]
    public void TwoSends_SecondPipelinedBehindTheFirst_WithPausesAndAQuota_HaveNoViolation() =>
        AssertSound(new ModelDesign { Sends = 2, Epochs = 2, Kills = 1, Failovers = 0, Pauses = 1, Quota = 1 }, 200_000);

    [Fact]
    public void RefusalAfterDoubt_ThatClosesTheSend_GivesAWrongResult() => AssertFlawed(Keyed with { DoubtIsSticky = false }, "WRONG RESULT");

    [Fact]
    public void Doubt_TriedAgainWithoutKey_GivesADuplicate() => AssertFlawed(new ModelDesign { RetriesDoubt = true }, "DUPLICATE");

    [Fact]
    public void Sent_RecordedBeforeSending_LosesSilently() => AssertFlawed(new ModelDesign { MarksSentFirst = true }, "SILENT LOSS");

    [Fact]
    public void ExpiredIntent_PutBack_GivesADuplicate() => AssertFlawed(new ModelDesign { ExpiredIntent = ExpiredIntent.Due }, "DUPLICATE");

    [Fact]
    public void LeaseWithoutIntent_GivesADuplicate() => AssertFlawed(new ModelDesign { RecordsIntent = false }, "DUPLICATE");

    [Fact]
    public void LostAnswer_TakenForARefusal_GivesADuplicate() => AssertFlawed(new ModelDesign { LostAnswerIsTransient = true }, "DUPLICATE");

    [Fact]
    public void ExpiredIntent_Deleted_LosesSilently() => AssertFlawed(new ModelDesign { ExpiredIntent = ExpiredIntent.Deleted }, "SILENT LOSS");

    [Fact]
    public void WritesWithoutEpoch_GiveADuplicate() => AssertFlawed(new ModelDesign { Fences = false }, "DUPLICATE");

    [Fact]
    public void UnknownCommit_TakenForDone_GivesADuplicate() => AssertFlawed(new ModelDesign { LooksUpUnknownCommits = false }, "DUPLICATE");

    [Fact]
    public void FailOver_ThatForgetsCommits_GivesADuplicate() => AssertFlawed(new ModelDesign { CommitsDurably = false, Kills = 0 }, "DUPLICATE");

    [Fact]
    public void PipelinedEnd_WithoutIntentOfItsOwn_GivesADuplicate() =>
        AssertFlawed(new ModelDesign { Sends = 2, Epochs = 2, Kills = 1, Failovers = 0, PipelinedEndNeedsIntent = false }, "DUPLICATE");

    [Fact]
    public void Quota_GivenBackInDoubt_IsOverrun() =>
        AssertFlawed(new ModelDesign { Sends = 2, Epochs = 2, Kills = 1, Failovers = 0, Quota = 1, KeepsQuotaInDoubt = false }, "CAP OVERRUN");

    [Fact]
    public void Pause_NotAskedForInTheIntent_IsBroken() => AssertFlawed(new ModelDesign { Pauses = 1, ChecksPause = false }, "SENT WHILE PAUSED");

    private static void AssertSound(ModelDesign design, int leastStates, bool findsStuck = false)
    {
        var check = ModelCheck.Run(design, stopsAtFirst: false, findsStuck);

        TestContext.Current.TestOutputHelper!.WriteLine($"{check.States:N0} states, {check.Transitions:N0} transitions, {check.Stuck} stuck");
        Assert.Empty(check.Violations);
        Assert.Equal(0, check.Stuck);
        Assert.True(check.States >= leastStates, $"Only {check.States} states were visited.");
    }

    private static void AssertFlawed(ModelDesign design, string violation)
    {
        var check = ModelCheck.Run(design, stopsAtFirst: true);

        var found = Assert.Single(check.Violations);
        TestContext.Current.TestOutputHelper!.WriteLine($"{check.States:N0} states: {found.Key} by {found.Value}");
        Assert.Equal(violation, found.Key);
    }
}
