namespace Outreach.Testing;

/// <summary>Settings of a <see cref="CampaignHarness"/>.</summary>
public sealed record CampaignHarnessOptions
{
    /// <summary>Gets when virtual time begins. Default: Monday, 2 March 2026, 9:00 UTC.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Gets how recipients answer by themselves. Default: not at all.</summary>
    public ReplyModel Replies { get; init; } = ReplyModel.Silent;

    /// <summary>Gets what is set of the engine's options.</summary>
    public Action<OutreachOptions>? ConfigureOutreach { get; init; }

    /// <summary>Gets what else the host registers, such as gates of its own.</summary>
    public Action<IOutreachBuilder>? Configure { get; init; }
}
