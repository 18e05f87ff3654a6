namespace Outreach.Templating;

/// <summary>A piece that does something.</summary>
internal abstract class Statement : Node
{
    public abstract Flow Execute(RenderContext context);
}
