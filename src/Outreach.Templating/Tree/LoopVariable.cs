namespace Outreach.Templating;

/// <summary>Where a loop is: <c>for.index</c> and the like.</summary>
internal sealed class LoopVariable(string member, int memberStart) : Expression
{
    public static bool Exists(string loop, string member) => (loop, member) switch
    {
        (_, "index" or "first" or "even" or "odd") => true,
        ("for" or "tablerow", "rindex" or "last" or "changed" or "length") => true,
        ("tablerow", "col" or "col0" or "col_first" or "col_last") => true,
        _ => false,
    };

    public override Value Evaluate(RenderContext context)
    {
        var loop = context.Loop;
        if (loop is null)
        {
            throw new TemplateFault("not-in-loop", memberStart, End, $"`{context.TextOf(this)}` has a value inside of a loop only.");
        }

        return member switch
        {
            "index" => loop.Index,
            "rindex" => loop.Length - loop.Index - 1,
            "first" => loop.Index == 0,
            "last" => loop.Index == loop.Length - 1,
            "even" => (loop.Index & 1) == 0,
            "odd" => (loop.Index & 1) != 0,
            "changed" => loop.Index == 0 || !Operators.AreEqual(context, loop.At(loop.Index - 1), loop.At(loop.Index), 0),
            "length" => loop.Length,
            "col" => (loop.Index % loop.Columns) + 1,
            "col0" => loop.Index % loop.Columns,
            "col_first" => loop.Index % loop.Columns == 0,
            _ => loop.Index % loop.Columns == loop.Columns - 1,
        };
    }
}
