namespace Outreach.Simulation;

/// <summary>What becomes of a call of the database.</summary>
internal enum CallFate
{
    Executed,

    /// <summary>Not executed, and reported as failed.</summary>
    Failed,

    /// <summary>Executed, and reported as timed out.</summary>
    Unknown,

    /// <summary>Reported as timed out, and executed afterwards.</summary>
    Late,
}
