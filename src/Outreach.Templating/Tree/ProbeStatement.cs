namespace Outreach.Templating;

/// <summary>Marks that a render came by here. A check puts it in front of a statement that it has a finding about, to count whom the finding hits.</summary>
internal sealed class ProbeStatement(int probe) : Statement
{
    public override Flow Execute(RenderContext context)
    {
        if (context.Probes is { } probes)
        {
            probes[probe] = true;
        }

        return Flow.Next;
    }
}
