using Outreach.Sequencing;

namespace Outreach;

/// <summary>A campaign with one version of its sequence, prepared once for any number of messages. Immutable, but for what it prepares on demand.</summary>
internal sealed class CampaignRuntime
{
    private readonly SenderAccount[] _senders;
    private readonly StepContent?[][] _contents;
    private readonly ContentCompiler _compiler;

    public CampaignRuntime(Campaign campaign, SequencePlan plan, IReadOnlyList<SenderAccount> senders, RecipientSchema schema, ContentCompiler compiler)
    {
        Campaign = campaign;
        Plan = plan;
        Schema = schema;
        _senders = [.. senders];
        _compiler = compiler;
        _contents = [.. plan.Version.Steps.Select(step => new StepContent?[step.Variants.Count])];
    }

    public Campaign Campaign { get; }

    public SequencePlan Plan { get; }

    public RecipientSchema Schema { get; }

    /// <summary>Gets when it was prepared, by the campaign's clock.</summary>
    public DateTimeOffset LoadedAt { get; init; }

    /// <summary>Gets the list that the campaign is for, or <see langword="null"/>.</summary>
    public Guid? RecipientListId => Campaign.Audience is { ContactIds: null } audience ? audience.Filter.ListId : null;

    /// <summary>Gets our pipeline in which new leads begin, or <see langword="null"/>.</summary>
    public Guid? LeadPipelineId { get; init; }

    /// <summary>Gets those of the campaign's sender accounts that exist.</summary>
    public IEnumerable<SenderAccount> FindSenders() => Campaign.SenderAccountIds.Select(FindSender).OfType<SenderAccount>();

    public SenderAccount? FindSender(Guid id)
    {
        foreach (var sender in _senders)
        {
            if (sender.Id == id)
            {
                return sender;
            }
        }

        return null;
    }

    /// <summary>Gets how long the campaign pauses after a step's message to a contact; zero without pacing.</summary>
    public TimeSpan PauseAfter(Contact contact, int stepIndex) =>
        Campaign.Pacing is null ? TimeSpan.Zero : SendPause.After(Campaign.Pacing, contact.Id, Plan.StepAt(stepIndex).Id);

    /// <summary>Gets the compiled templates of a variant; compiled on first use, which several slots may do at once to the same effect.</summary>
    public StepContent Content(int stepIndex, int variantIndex) =>
        _contents[stepIndex][variantIndex] ??= _compiler.Compile(Campaign, Plan.StepAt(stepIndex), stepIndex, variantIndex, Schema);
}
