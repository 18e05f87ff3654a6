namespace Outreach.Samples;

/// <summary>Shows a run while it goes on.</summary>
internal interface IRunScreen
{
    /// <summary>Says whether it is worth while to gather numbers now.</summary>
    bool WantsUpdate(DateTimeOffset virtualNow);

    void Show(RunState state);
}
