namespace Outreach.Templating;

/// <summary><c>break</c> and <c>continue</c>.</summary>
internal sealed class JumpStatement(Flow flow) : Statement
{
    public override Flow Execute(RenderContext context) => flow;
}
