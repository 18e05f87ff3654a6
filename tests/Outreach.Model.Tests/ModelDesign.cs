namespace Outreach.Model.Tests;

/// <summary>A design of the send path to check: the default values are those of Outreach, each other value is a mistake or an extension.</summary>
internal sealed record ModelDesign
{
    /// <summary>Gets how many messages there are; the second may be pipelined behind the first on one connection.</summary>
    public int Sends { get; init; } = 1;

    public int Workers { get; init; } = 2;

    /// <summary>Gets how often a send can be leased: it bounds the model.</summary>
    public int Epochs { get; init; } = 3;

    public int Kills { get; init; } = 2;

    public int Failovers { get; init; } = 1;

    /// <summary>Gets how often the campaign can be paused, and a lease be put back to DUE by a deferral.</summary>
    public int Pauses { get; init; }

    /// <summary>Gets how many messages the quota allows; 0 for no quota.</summary>
    public int Quota { get; init; }

    /// <summary>Gets whether the state SENDING is recorded before the bytes that complete the message leave.</summary>
    public bool RecordsIntent { get; init; } = true;

    /// <summary>Gets whether every write asks for the epoch of the lease.</summary>
    public bool Fences { get; init; } = true;

    /// <summary>Gets whether a commit that was confirmed survives a fail-over.</summary>
    public bool CommitsDurably { get; init; } = true;

    public ExpiredIntent ExpiredIntent { get; init; }

    /// <summary>Gets whether a lost answer counts as a refusal for now.</summary>
    public bool LostAnswerIsTransient { get; init; }

    /// <summary>Gets whether the send is recorded as sent when it is leased.</summary>
    public bool MarksSentFirst { get; init; }

    /// <summary>Gets whether a send in doubt is tried again by itself.</summary>
    public bool RetriesDoubt { get; init; }

    /// <summary>Gets whether the provider accepts a message with the same key once only.</summary>
    public bool ProviderDedupes { get; init; }

    /// <summary>Gets whether a commit whose outcome is unknown is looked up, and not taken for done.</summary>
    public bool LooksUpUnknownCommits { get; init; } = true;

    /// <summary>Gets whether a refusal after an attempt in doubt leaves the send in doubt.</summary>
    public bool DoubtIsSticky { get; init; } = true;

    /// <summary>Gets whether the permission asks for the pause in the same transaction.</summary>
    public bool ChecksPause { get; init; } = true;

    /// <summary>Gets whether a quota stays taken while the send is in doubt.</summary>
    public bool KeepsQuotaInDoubt { get; init; } = true;

    /// <summary>Gets whether the end of a pipelined message waits for its own permission.</summary>
    public bool PipelinedEndNeedsIntent { get; init; } = true;
}
