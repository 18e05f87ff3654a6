using System.Text;
using Outreach.Sequencing;

namespace Outreach;

/// <summary>Builds a message for a contact as if it were enrolled with the ids that enrolment would give.</summary>
internal sealed class MessagePreview(
    ICampaignStore campaigns,
    IContactStore contacts,
    IParticipantStore participants,
    ISendLedger ledger,
    CampaignRuntimeCache runtimes,
    ContentCompiler compiler,
    TokenSource tokens,
    FragmentWriter fragments,
    Microsoft.Extensions.Options.IOptions<OutreachOptions> options,
    TimeProvider time) : IMessagePreview
{
    public async Task<PreviewedMessage> PreviewAsync(
        Guid organisationId, Guid campaignId, int stepIndex, Guid contactId, bool personalize = false, CancellationToken cancellationToken = default)
    {
        var campaign = await campaigns.FindAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"Campaign {campaignId} does not exist in this organisation.");
        var contact = await contacts.FindAsync(organisationId, contactId, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"Contact {contactId} does not exist in this organisation.");
        var leased = await ImagineAsync(campaign, contact, stepIndex, cancellationToken).ConfigureAwait(false);
        var runtime = await runtimes.LoadAsync(organisationId, campaignId, leased.Participant.SequenceVersionId, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The sequence of campaign {campaignId} is missing from the store.");
        if (stepIndex < 0 || stepIndex >= runtime.Plan.StepCount)
        {
            throw new InvalidOperationException($"Step {stepIndex} does not exist; the campaign has steps 0 to {runtime.Plan.StepCount - 1}.");
        }

        var sender = runtime.FindSender(leased.Participant.SenderAccountId)
            ?? throw new InvalidOperationException($"Sender account {leased.Participant.SenderAccountId} does not exist.");
        var decision = new Decision
        {
            Kind = DecisionKind.Send,
            StepIndex = stepIndex,
            VariantIndex = runtime.Plan.VariantFor(stepIndex, leased.Participant),
            Reason = new DecisionReason(ReasonCodes.Due),
        };
        var findings = compiler.Check(campaign, runtime.Plan.StepAt(stepIndex), stepIndex, decision.VariantIndex, runtime.Schema);
        var protector = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        var texts = personalize
            ? await fragments.WriteAsync(runtime, runtime.Content(stepIndex, decision.VariantIndex), contact, sender, cancellationToken).ConfigureAwait(false)
            : default;
        var builder = new MessageBuilder();
        var problem = builder.Build(runtime, leased, decision, sender, protector, options.Value.PublicBaseUri, time.GetUtcNow(), texts);
        return problem is not null
            ? new PreviewedMessage { Problem = problem, Findings = findings }
            : new PreviewedMessage
            {
                Findings = findings,
                VariantId = runtime.Plan.StepAt(stepIndex).Variants[decision.VariantIndex].Id,
                Subject = builder.Subject,
                Text = Encoding.UTF8.GetString(builder.Text),
                Html = Encoding.UTF8.GetString(builder.Html),
                Content = builder.Email.Content.ToArray(),
            };
    }

    /// <summary>Takes the contact's own participant where there is one, so that variants and threads are the real ones.</summary>
    private async Task<LeasedParticipant> ImagineAsync(Campaign campaign, Contact contact, int stepIndex, CancellationToken cancellationToken)
    {
        var enrolled = await participants.ListByContactAsync(campaign.OrganisationId, contact.Id, cancellationToken).ConfigureAwait(false);
        var participant = enrolled.FirstOrDefault(candidate => candidate.CampaignId == campaign.Id) ?? new Participant
        {
            Id = contact.Id,
            OrganisationId = campaign.OrganisationId,
            CampaignId = campaign.Id,
            ContactId = contact.Id,
            SenderAccountId = campaign.SenderAccountIds[0],
            SequenceVersionId = campaign.SequenceVersionId,
            StepIndex = stepIndex,
        };
        var sends = await ledger.ListSendsByContactAsync(campaign.OrganisationId, contact.Id, 100, cancellationToken).ConfigureAwait(false);
        return new LeasedParticipant
        {
            Participant = participant,
            Contact = contact,
            CampaignRevision = campaign.Revision,
            Sends = [.. sends.Where(send => send.ParticipantId == participant.Id && send.StepIndex < stepIndex).Reverse()],
        };
    }
}
