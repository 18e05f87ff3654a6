using Outreach.Sequencing;
using Outreach.Templating;

namespace Outreach;

/// <summary>Counts, contact by contact, whom each finding about a campaign's templates hits: by the variant and the form that each would get.</summary>
internal sealed class ContentTally
{
    /// <summary>What stands for an address that is made when a message is sent.</summary>
    private const string SomeAddress = "https://example.com/u/";

    private readonly CampaignRuntime _runtime;
    private readonly SenderChoice _choice;
    private readonly TemplateData _data;
    private readonly (EmailTemplateCheck? Mail, EmailTemplateCheck? Chat)[][] _checks;

    public ContentTally(CampaignRuntime runtime, SenderChoice choice, ContentCompiler compiler)
    {
        _runtime = runtime;
        _choice = choice;
        _data = runtime.Schema.Template.CreateData();
        _checks =
        [
            .. Enumerable.Range(0, runtime.Plan.StepCount).Select(step =>
                Enumerable.Range(0, runtime.Plan.StepAt(step).Variants.Count).Select(variant => compiler.BeginChecks(runtime, step, variant)).ToArray()),
        ];
    }

    /// <summary>Looks at the messages of one contact.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="number">How many were enrolled before.</param>
    public void Look(Contact contact, long number)
    {
        if (_choice.For(contact) is not { } account || _runtime.FindProfile(account.Id) is not { } sender)
        {
            return;
        }

        var campaign = _runtime.Campaign;
        var participant = new Participant
        {
            Id = ParticipantIds.Create(_runtime.LoadedAt, number, campaign.Id, contact.Id),
            OrganisationId = campaign.OrganisationId,
            CampaignId = campaign.Id,
            ContactId = contact.Id,
            SenderAccountId = account.Id,
            SequenceVersionId = campaign.SequenceVersionId,
        };
        _runtime.Schema.Fill(_data, contact, sender, campaign, SomeAddress);
        for (var step = 0; step < _checks.Length; step++)
        {
            var (mail, chat) = _checks[step][_runtime.Plan.VariantFor(step, participant)];
            (account.Channel == Channel.Email ? mail : chat)?.Look(_data);
        }
    }

    public IEnumerable<LaunchFinding> Findings() => _checks.SelectMany((variants, step) => variants
        .SelectMany(checks => new[] { checks.Mail, checks.Chat })
        .SelectMany(check => check?.Findings() ?? [])
        .Select(finding => ContentChecks.Of(finding, step)));
}
