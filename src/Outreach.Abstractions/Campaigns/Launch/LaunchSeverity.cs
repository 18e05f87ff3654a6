namespace Outreach;

/// <summary>How much a <see cref="LaunchFinding"/> matters.</summary>
public enum LaunchSeverity
{
    /// <summary>Worth knowing; nothing goes wrong.</summary>
    Hint = 0,

    /// <summary>Some contacts get nothing, or something they should not; the campaign can start.</summary>
    Warning = 1,

    /// <summary>Messages can't go out, or would be wrong; the campaign is not started unless the host insists.</summary>
    Error = 2,
}
