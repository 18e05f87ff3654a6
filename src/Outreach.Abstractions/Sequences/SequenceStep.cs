namespace Outreach;

/// <summary>One message of a sequence: when it comes and what it says.</summary>
public sealed record SequenceStep
{
    /// <summary>Gets the step's id, the same in every version that keeps the step. <see cref="Guid.Empty"/> in a draft gets one on creation.</summary>
    public Guid Id { get; init; }

    /// <summary>Gets the name shown to people, such as <c>follow-up</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gets what makes the step due. Default: <see cref="StepTrigger.Delay"/>.</summary>
    public StepTrigger Trigger { get; init; }

    /// <summary>Gets the time between the step before (or the contact's reply) and this step. Default: none.</summary>
    public StepDelay Delay { get; init; }

    /// <summary>
    /// Gets how long a step with <see cref="StepTrigger.AfterReply"/> waits for the reply. A contact who has not replied by then goes on to
    /// the next step as if the conditions had failed; so a campaign always comes to its end. Not used by other steps.
    /// </summary>
    /// <value>1 hour to 10,000 days. Default: 30 days.</value>
    public StepDelay ReplyWait { get; init; } = StepDelay.Days(30);

    /// <summary>
    /// Gets after how many participants, in the order of enrolment, the next variant takes its turn (template rotation), whatever the
    /// weights; <see langword="null"/> to give each participant a variant by weight.
    /// </summary>
    /// <value>1 to 10,000; 5, 10, 15 and 20 are usual. Default: <see langword="null"/>.</value>
    public int? RotateEvery { get; init; }

    /// <summary>Gets what must hold for the step to be sent; a step whose conditions fail is skipped. Default: no condition.</summary>
    public StepConditions Conditions { get; init; } = StepConditions.None;

    /// <summary>Gets the variants, one of which each participant gets by weight or by turns; at least one.</summary>
    public required IReadOnlyList<StepVariant> Variants { get; init; }

    /// <summary>Gets the files that go with this step's message, beside those of the campaign. Default: none.</summary>
    public IReadOnlyList<MessageAttachment> Attachments { get; init; } = [];

    /// <summary>Makes a step with one variant.</summary>
    /// <param name="template">What it says.</param>
    /// <param name="delay">The time since the step before. Default: none.</param>
    /// <param name="name">The name shown to people.</param>
    public static SequenceStep Create(MessageTemplate template, StepDelay delay = default, string name = "") =>
        new() { Name = name, Delay = delay, Variants = [new StepVariant { Template = template }] };
}
