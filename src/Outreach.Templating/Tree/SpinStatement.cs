using System.Numerics;

namespace Outreach.Templating;

/// <summary>A choice <c>{a|b}</c>. Which one is taken depends on the seed of the render and the position of the choice only.</summary>
internal sealed class SpinStatement(IReadOnlyList<Statement> options, IReadOnlyList<int> weights, int index) : Statement
{
    private readonly int _total = weights.Sum();

    public IReadOnlyList<Statement> Options => options;

    public override IEnumerable<Node> Children => options;

    public override Flow Execute(RenderContext context)
    {
        context.Step(this);
        var ticket = (long)(((UInt128)Mix(context.Options.Seed + ((ulong)(index + 1) * 0x9E3779B97F4A7C15)) * (ulong)_total) >> 64);
        var option = 0;
        for (; option < weights.Count - 1 && ticket >= weights[option]; option++)
        {
            ticket -= weights[option];
        }

        return options[option].Execute(context);
    }

    /// <summary>Spreads a number evenly over all 64 bits (the finaliser of SplitMix64).</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>How many texts the choices below a node can produce.</summary>
    public static BigInteger Count(Node node)
    {
        if (node is SpinStatement spin)
        {
            return spin.Options.Aggregate(BigInteger.Zero, (sum, option) => sum + Count(option));
        }

        return node.Children.Aggregate(BigInteger.One, (product, child) => product * Count(child));
    }
}
