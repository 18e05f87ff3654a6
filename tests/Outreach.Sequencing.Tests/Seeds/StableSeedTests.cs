namespace Outreach.Sequencing.Tests;

public sealed class StableSeedTests
{
    private static readonly Guid First = new("0192f0c1-2345-7abc-8def-0123456789ab");
    private static readonly Guid Second = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    [Fact]
    public void From_KnownIds_GivesTheSameNumbersForEver()
    {
        // Computed by an independent implementation: a change here moves sends and A/B assignments of running campaigns.
        Assert.Equal(61884290105852036UL, StableSeed.From(First));
        Assert.Equal(4568281133820955579UL, StableSeed.From(First, 5UL));
        Assert.Equal(13695161874804116037UL, StableSeed.From(First, Second, 1UL));
        Assert.Equal(16294208416658607535UL, StableSeed.Add(0, 0));
    }

    [Fact]
    public void From_OrderOfIds_Counts() => Assert.NotEqual(StableSeed.From(First, Second), StableSeed.From(Second, First));

    [Fact]
    public void Below_ManySeeds_IsEvenAndWithinTheBound()
    {
        var counts = new int[10];
        for (var i = 0UL; i < 100_000; i++)
        {
            counts[StableSeed.Below(StableSeed.Add(1, i), counts.Length)]++;
        }

        // Chi-squared with 9 degrees of freedom: 27.9 is exceeded once in a thousand tables; this table is fixed.
        Assert.InRange(counts.Sum(static count => Math.Pow(count - 10_000, 2) / 10_000), 0, 27.9);
        Assert.Equal(0, StableSeed.Below(0, 5));
        Assert.Equal(4, StableSeed.Below(ulong.MaxValue, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => StableSeed.Below(1, 0));
    }

    [Fact]
    public void Fraction_Extremes_StayBelowOne()
    {
        Assert.Equal(0, StableSeed.Fraction(0));
        Assert.InRange(StableSeed.Fraction(ulong.MaxValue), 0.999999, 0.9999999999999999);
    }
}
