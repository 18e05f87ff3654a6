namespace Outreach.Templating;

internal sealed partial class RenderContext
{
    private ulong _randomState;

    /// <summary>Gets the time of the render.</summary>
    public DateTimeOffset Now => Options.Now ?? Template.Engine.Time.GetUtcNow();

    /// <summary>The next number of the sequence that the seed begins.</summary>
    public ulong NextRandom()
    {
        _randomState += 0x9E3779B97F4A7C15;
        return SpinStatement.Mix(Options.Seed ^ _randomState);
    }
}
