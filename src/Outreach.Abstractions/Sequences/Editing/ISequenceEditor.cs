namespace Outreach;

/// <summary>Edits the sequence of a campaign, also while it runs: each edit is a new version with a plan for those who are under way.</summary>
public interface ISequenceEditor
{
    /// <summary>
    /// Shows what an edit would do, without doing it: how many are where, and what they would get next. Reads the participants once.
    /// </summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="steps">The steps of the new version. A step that stays keeps its <see cref="SequenceStep.Id"/>; a new one has none.</param>
    /// <param name="plan">What it means for those under way.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException">The steps can't be used; the message says which and what to do.</exception>
    /// <exception cref="InvalidOperationException">The campaign does not exist or is completed.</exception>
    Task<SequenceEditPreview> PreviewAsync(
        Guid organisationId, Guid campaignId, IReadOnlyList<SequenceStep> steps, InFlightPlan plan, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes the new version, which counts at once for all who are enrolled from now on, and takes those under way over to it by the plan,
    /// a page a transaction. Those whose message is being handed over at this moment follow as soon as that is done. Those whose send is in
    /// doubt stay where they are. If the call is interrupted, <see cref="ResumeAsync"/> goes on.
    /// </summary>
    /// <exception cref="ArgumentException">The steps can't be used; the message says which and what to do.</exception>
    /// <exception cref="InvalidOperationException">The campaign does not exist or is completed, or a template can't be used.</exception>
    /// <inheritdoc cref="PreviewAsync" path="/param"/>
    Task<SequenceEditResult> ApplyAsync(
        Guid organisationId, Guid campaignId, IReadOnlyList<SequenceStep> steps, InFlightPlan plan, CancellationToken cancellationToken = default);

    /// <summary>Goes on with an edit that was interrupted, by the plan of the campaign's current version. Does nothing if none was.</summary>
    /// <exception cref="InvalidOperationException">The campaign does not exist.</exception>
    Task<SequenceEditResult> ResumeAsync(Guid organisationId, Guid campaignId, CancellationToken cancellationToken = default);
}
