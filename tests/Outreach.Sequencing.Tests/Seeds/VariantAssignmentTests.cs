namespace Outreach.Sequencing.Tests;

public sealed class VariantAssignmentTests
{
    [Fact]
    public void Pick_ByWeights_SplitsInTheirProportion()
    {
        var assignment = new VariantAssignment(WithWeights(3, 0, 1));
        var counts = new int[3];
        for (var i = 0; i < 40_000; i++)
        {
            counts[assignment.Pick(One(i))]++;
        }

        Assert.Equal(0, counts[1]);
        Assert.InRange(counts[0], 29_600, 30_400);
        Assert.InRange(counts[2], 9_600, 10_400);
    }

    [Fact]
    public void Pick_SameParticipantAndStep_IsAlwaysTheSame()
    {
        var one = new VariantAssignment(WithWeights(1, 1));
        var two = new VariantAssignment(WithWeights(1, 1));
        Assert.All(Enumerable.Range(0, 500), i => Assert.Equal(one.Pick(One(i)), two.Pick(One(i))));
    }

    [Fact]
    public void Pick_TwoSteps_AreIndependent()
    {
        var first = new VariantAssignment(WithWeights(1, 1) with { Id = new Guid(1, 0, 0, new byte[8]) });
        var second = new VariantAssignment(WithWeights(1, 1) with { Id = new Guid(2, 0, 0, new byte[8]) });
        Assert.InRange(Enumerable.Range(0, 4_000).Count(i => first.Pick(One(i)) == second.Pick(One(i))), 1_850, 2_150);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    [InlineData(7, 0)]
    public void Pick_NoOtherWeight_GivesTheFirst(int first, int second) =>
        Assert.Equal(0, new VariantAssignment(WithWeights(first, second)).Pick(One(1)));

    [Fact]
    public void Pick_HugeWeights_DoNotOverflow() =>
        Assert.InRange(new VariantAssignment(WithWeights(int.MaxValue, int.MaxValue, int.MaxValue)).Pick(One(3)), 0, 2);

    [Fact]
    public void Constructor_NoVariants_SaysWhichStep()
    {
        var exception = Assert.Throws<ArgumentException>(() => new VariantAssignment(Some.Step(4) with { Variants = [] }));
        Assert.Contains("The step 'step 4' has no variant.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(15)]
    [InlineData(20)]
    public void Pick_ByTurns_GivesEachVariantSoManyParticipantsInARow(int every)
    {
        var assignment = new VariantAssignment(WithWeights(1, 0, 9) with { RotateEvery = every });
        for (var number = 0; number < 200; number++)
        {
            var id = ParticipantIds.Create(Some.Monday, number, Some.Participant.CampaignId, Some.Contact.Id);
            Assert.Equal(number / every % 3, assignment.Pick(Some.Participant with { Id = id }));
        }
    }

    private static Participant One(int number) => Some.Participant with { ContactId = new(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]) };

    private static SequenceStep WithWeights(params int[] weights) => Some.Step(1) with
    {
        Variants = [.. weights.Select(static (weight, i) => new StepVariant { Id = $"{i}", Weight = weight, Template = new MessageTemplate() })],
    };
}
