using System.Text;
using Outreach.Sequencing;

namespace Outreach;

/// <summary>Builds a message for a contact as if it were enrolled with the ids that enrolment would give.</summary>
internal sealed class MessagePreview(
    ICampaignStore campaigns,
    IContactStore contacts,
    IParticipantStore participants,
    ISenderAccountStore senders,
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

        var sender = runtime.FindProfile(leased.Participant.SenderAccountId)
            ?? throw new InvalidOperationException($"Sender account {leased.Participant.SenderAccountId} does not exist.");
        var variant = runtime.Plan.VariantFor(stepIndex, leased.Participant);
        var findings = compiler.Check(runtime, stepIndex, variant);
        var builder = new MessageBuilder();
        var problem = builder.Build(new MessageOrder
        {
            Runtime = runtime,
            Leased = leased,
            StepIndex = stepIndex,
            VariantIndex = variant,
            Sender = sender,
            ProviderName = sender.Account.ProviderName,
            Tokens = await tokens.GetAsync(cancellationToken).ConfigureAwait(false),
            PublicBaseUri = options.Value.PublicBaseUri,
            Now = time.GetUtcNow(),
            Texts = personalize
                ? await fragments.WriteAsync(
                    runtime, runtime.Content(stepIndex, variant).FragmentsOf(sender.Account.Channel), contact, sender, cancellationToken).ConfigureAwait(false)
                : default,
        });
        return problem is not null
            ? new PreviewedMessage { Problem = problem, Findings = findings }
            : new PreviewedMessage
            {
                Findings = findings,
                VariantId = runtime.Plan.StepAt(stepIndex).Variants[variant].Id,
                Subject = builder.Subject,
                Text = builder.Message is OutgoingChatMessage chat ? chat.Text : Encoding.UTF8.GetString(builder.Text),
                Html = Encoding.UTF8.GetString(builder.Html),
                Content = builder.Message is OutgoingEmail email ? email.Content.ToArray() : default,
            };
    }

    /// <summary>Takes the contact's own participant where there is one, so that variants and threads are the real ones.</summary>
    private async Task<LeasedParticipant> ImagineAsync(Campaign campaign, Contact contact, int stepIndex, CancellationToken cancellationToken)
    {
        var enrolled = await participants.ListByContactAsync(campaign.OrganisationId, contact.Id, cancellationToken).ConfigureAwait(false);
        var choice = SenderChoice.Of(campaign, await senders.ListAsync(campaign.OrganisationId, cancellationToken).ConfigureAwait(false)).For(contact);
        var participant = enrolled.FirstOrDefault(candidate => candidate.CampaignId == campaign.Id) ?? new Participant
        {
            Id = contact.Id,
            OrganisationId = campaign.OrganisationId,
            CampaignId = campaign.Id,
            ContactId = contact.Id,
            SenderAccountId = choice?.Id ?? campaign.SenderAccountIds[0],
            Channel = choice?.Channel ?? Channel.Email,
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
