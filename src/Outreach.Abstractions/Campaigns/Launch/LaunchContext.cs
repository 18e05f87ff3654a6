namespace Outreach;

/// <summary>A campaign that is to be started, for <see cref="ILaunchCheck"/>.</summary>
public sealed record LaunchContext
{
    /// <summary>Gets the campaign.</summary>
    public required Campaign Campaign { get; init; }

    /// <summary>Gets its sequence.</summary>
    public required SequenceVersion Sequence { get; init; }

    /// <summary>Gets those of its sender accounts that exist.</summary>
    public required IReadOnlyList<SenderAccount> Senders { get; init; }
}
