using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Simulation;

/// <summary>Compares what the ledger says in the end with what really happened.</summary>
internal sealed class FinalCheck(IServiceProvider stores, SimulatedWorld world, SimulatedCampaign campaign)
{
    private readonly ISendLedger _ledger = stores.GetRequiredService<ISendLedger>();

    public int InDoubt { get; private set; }

    public async Task RunAsync()
    {
        var sends = new List<SendRecord>();
        await foreach (var send in _ledger.ReadSendsAsync(Organisation.DefaultId, campaign.Id))
        {
            sends.Add(send);
        }

        InDoubt = sends.Count(send => send.State == SendState.InDoubt);
        sends.ForEach(Check);
        CheckArrived(sends);
        await foreach (var participant in stores.GetRequiredService<IParticipantStore>().ReadAsync(Organisation.DefaultId, campaign.Id))
        {
            Check(participant, [.. sends.Where(send => send.ParticipantId == participant.Id)]);
        }

        await CheckQuotasAsync(sends);
        if (await stores.GetRequiredService<ICampaignStore>().FindAsync(Organisation.DefaultId, campaign.Id) is not { Status: CampaignStatus.Completed })
        {
            world.Violate("STUCK: everybody is finished, the campaign is not");
        }
    }

    private void Check(SendRecord send)
    {
        var arrived = world.Accepted.ContainsKey(SimulatedWorld.KeyOf(send.MessageId, send.Recipient));
        var violation = send.State switch
        {
            SendState.Sent when !arrived => "SILENT LOSS",
            SendState.Failed or SendState.Cancelled or SendState.Due when arrived => "WRONG RESULT",
            SendState.Due or SendState.Sending => "NEVER RESOLVED",
            SendState.Failed or SendState.Cancelled when send.Doubt => "DOUBT FORGOTTEN",
            _ => null,
        };
        if (violation is not null)
        {
            world.Violate($"{violation}: {world.NameOf(send.Id)} is {send.State} and {(arrived ? "arrived" : "did not arrive")}");
        }
    }

    private void CheckArrived(List<SendRecord> sends)
    {
        var known = sends.Select(send => SimulatedWorld.KeyOf(send.MessageId, send.Recipient)).ToHashSet(StringComparer.Ordinal);
        foreach (var key in world.Accepted.Keys.Where(key => !known.Contains(key)))
        {
            world.Violate($"UNKNOWN TO THE LEDGER: a message arrived that was never intended ({key.Length} characters)");
        }
    }

    /// <summary>Whoever did not get everything has a reason that people can see.</summary>
    private void Check(Participant participant, SendRecord[] all)
    {
        SendRecord[] sends = [.. all.Where(send => send.Role == RecipientRole.To)];
        var name = world.NameOf(participant.Id);
        if (!participant.IsFinished)
        {
            world.Violate($"STUCK: {name} is not finished, {participant.Reason.Code}");
            return;
        }

        var isExplained = participant.Status switch
        {
            ParticipantStatus.Completed => sends.Count(send => send.State == SendState.Sent) == SimulatedCampaign.Steps,
            ParticipantStatus.Failed or ParticipantStatus.Bounced => sends.Any(send => send.State == SendState.Failed),
            ParticipantStatus.Stopped => participant.Reason.Code switch
            {
                ReasonCodes.InDoubt => sends.Any(send => send.Doubt),
                ReasonCodes.Suppressed => true,
                _ => false,
            },
            _ => false,
        };
        // Nobody waits for a copy, but each message to the contact has all of its own, whatever happened in between.
        var copies = all.Count(send => send is { Role: not RecipientRole.To, State: SendState.Sent or SendState.Failed or SendState.InDoubt });
        if (participant.Status == ParticipantStatus.Completed && copies != SimulatedCampaign.Steps * world.Faults.Plan.Copies)
        {
            world.Violate($"COPIES LOST: {name} is completed, with {copies} copies");
        }

        if (!isExplained)
        {
            world.Violate($"UNEXPLAINED: {name} is {participant.Status} for {participant.Reason.Code}");
        }
    }

    private async Task CheckQuotasAsync(List<SendRecord> sends)
    {
        foreach (var claim in sends.SelectMany(send => send.Quotas).Distinct())
        {
            var used = await _ledger.GetQuotaUsedAsync(Organisation.DefaultId, claim.Key);
            var held = sends.Count(send => send.State is SendState.Sent or SendState.InDoubt && send.Quotas.Contains(claim));
            if (used > claim.Limit || used != held)
            {
                world.Violate(string.Create(CultureInfo.InvariantCulture, $"QUOTA: {used} of {claim.Limit} are taken, {held} sends hold one"));
            }
        }
    }
}
