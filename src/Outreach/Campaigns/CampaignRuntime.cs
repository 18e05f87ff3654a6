using Outreach.Sequencing;

namespace Outreach;

/// <summary>A campaign with one version of its sequence, prepared once for any number of messages. Immutable, but for what it prepares on demand.</summary>
internal sealed class CampaignRuntime
{
    private readonly SenderAccount[] _senders;
    private readonly SenderProfile?[] _profiles;
    private readonly StepContent?[][] _contents;
    private readonly ContentCompiler _compiler;

    public CampaignRuntime(Campaign campaign, SequencePlan plan, IReadOnlyList<SenderAccount> senders, RecipientSchema schema, ContentCompiler compiler)
    {
        Campaign = campaign;
        Plan = plan;
        Schema = schema;
        Copies = CopyRecipient.Of(campaign);
        _senders = [.. senders];
        _profiles = new SenderProfile?[_senders.Length];
        _compiler = compiler;
        _contents = [.. plan.Version.Steps.Select(step => new StepContent?[step.Variants.Count])];
        SenderAccount[] own = [.. FindSenders()];
        MailSenders = [.. own.Where(static sender => sender is { IsActive: true, Channel: Channel.Email })];
        HasSignatures = own.Any(SenderProfile.HasSignature);
        HasMail = own.Length == 0 || own.Any(sender => sender.Channel == Channel.Email);
        HasChat = own.Any(sender => sender.Channel != Channel.Email);
    }

    public Campaign Campaign { get; }

    public SequencePlan Plan { get; }

    public RecipientSchema Schema { get; }

    /// <summary>Gets who gets a copy of each mail.</summary>
    public IReadOnlyList<CopyRecipient> Copies { get; }

    /// <summary>Gets the contents of files.</summary>
    public CampaignFiles Files { get; init; } = CampaignFiles.None;

    /// <summary>Gets those of the campaign's sender accounts that may send mail.</summary>
    public IReadOnlyList<SenderAccount> MailSenders { get; }

    /// <summary>Gets whether one of the campaign's sender accounts has a signature.</summary>
    public bool HasSignatures { get; }

    /// <summary>Gets whether one of the campaign's sender accounts sends mail.</summary>
    public bool HasMail { get; }

    /// <summary>Gets whether one of the campaign's sender accounts sends chat messages.</summary>
    public bool HasChat { get; }

    /// <summary>Gets whether the host can track what the campaign wants tracked.</summary>
    public bool CanTrack { get; init; }

    public bool IsTracked => CanTrack && (Campaign.Tracking.Opens || Campaign.Tracking.Clicks);

    public bool TracksOpens => CanTrack && Campaign.Tracking.Opens;

    /// <summary>Gets when it was prepared, by the campaign's clock.</summary>
    public DateTimeOffset LoadedAt { get; init; }

    /// <summary>Gets the list that the campaign is for, or <see langword="null"/>.</summary>
    public Guid? RecipientListId => Campaign.Audience is { ContactIds: null } audience ? audience.Filter.ListId : null;

    /// <summary>Gets our pipeline in which new leads begin, or <see langword="null"/>.</summary>
    public Guid? LeadPipelineId { get; init; }

    /// <summary>Gets those of the campaign's sender accounts that exist.</summary>
    public IEnumerable<SenderAccount> FindSenders() => Campaign.SenderAccountIds.Select(FindSender).OfType<SenderAccount>();

    public SenderAccount? FindSender(Guid id) => IndexOf(id) is >= 0 and var index ? _senders[index] : null;

    /// <summary>Gets an account as messages show it; worked out on first use, which several slots may do at once to the same effect.</summary>
    public SenderProfile? FindProfile(Guid id) =>
        IndexOf(id) is >= 0 and var index ? _profiles[index] ??= SenderProfile.Create(Campaign, _senders[index]) : null;

    /// <summary>Gets how long the campaign pauses after a step's message to a contact; zero without pacing.</summary>
    public TimeSpan PauseAfter(Contact contact, int stepIndex) =>
        Campaign.Pacing is null ? TimeSpan.Zero : SendPause.After(Campaign.Pacing, contact.Id, Plan.StepAt(stepIndex).Id);

    /// <summary>Gets the compiled templates of a variant; compiled on first use, which several slots may do at once to the same effect.</summary>
    public StepContent Content(int stepIndex, int variantIndex) =>
        _contents[stepIndex][variantIndex] ??= _compiler.Compile(this, stepIndex, variantIndex);

    private int IndexOf(Guid senderId)
    {
        for (var i = 0; i < _senders.Length; i++)
        {
            if (_senders[i].Id == senderId)
            {
                return i;
            }
        }

        return -1;
    }
}
