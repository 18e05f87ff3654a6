namespace Outreach;

/// <summary>What a message is built from.</summary>
internal readonly record struct MessageOrder
{
    public required CampaignRuntime Runtime { get; init; }

    public required LeasedParticipant Leased { get; init; }

    public required int StepIndex { get; init; }

    public required int VariantIndex { get; init; }

    public required SenderProfile Sender { get; init; }

    /// <summary>Gets the provider that the message goes to: that of the account, or one of the pool that it names.</summary>
    public required string ProviderName { get; init; }

    public required ITokenProtector Tokens { get; init; }

    /// <summary>Gets the time in the message: that of its first recipient's, for a copy.</summary>
    public required DateTimeOffset Now { get; init; }

    public Uri? PublicBaseUri { get; init; }

    /// <summary>Gets the texts that were written for the recipient.</summary>
    public FragmentTexts Texts { get; init; }

    /// <summary>Gets who rewrites links and images, or <see langword="null"/> if nothing is tracked.</summary>
    public IMessageTracker? Tracker { get; init; }

    /// <summary>Gets who gets a copy, or <see langword="null"/> for the message to the contact itself.</summary>
    public CopyRecipient? Copy { get; init; }

    public Guid StepId => Runtime.Plan.StepAt(StepIndex).Id;

    public StepContent Content => Runtime.Content(StepIndex, VariantIndex);
}
