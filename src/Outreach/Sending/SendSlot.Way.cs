using System.Runtime.CompilerServices;
using Outreach.Sequencing;

namespace Outreach;

/// <content>By which account, provider and address a message goes, and whether these may send now.</content>
internal sealed partial class SendSlot
{
    /// <summary>How long those who are not engaged wait for those who are, while an address is being warmed up.</summary>
    private static readonly TimeSpan BehindEngaged = TimeSpan.FromHours(1);

    private OrganisationReputation? _reputation;
    private SendingWay _way;

    /// <summary>Finds the account, its provider and whether that can be reached; if not, puts the participant off.</summary>
    /// <returns>Whether all is there.</returns>
    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    private async ValueTask<bool> TryFindWayAsync(LeasedParticipant leased, CampaignRuntime runtime, Guid stepId, DateTimeOffset now)
    {
        if (await FindSenderAsync(leased, runtime, stepId, now).ConfigureAwait(false) is not { Account: { IsActive: true } account } sender)
        {
            await MoveAsync(leased, SendProgressKind.Stopped, Stop(leased, new DecisionReason(ReasonCodes.NoSender), now)).ConfigureAwait(false);
            return false;
        }

        _way = parts.Reputation.IsUnused || account.Channel != Channel.Email
            ? SendingWay.Direct(account.ProviderName)
            : await ChooseWayAsync(leased, account, runtime.Campaign.Stream, stepId, now).ConfigureAwait(false);
        if (_way.Answer.Action != GateAction.Admit)
        {
            await ObeyAsync(leased, runtime, _way.Answer, now).ConfigureAwait(false);
            return false;
        }

        if (parts.Providers.Find(_way.ProviderName) is not { } provider)
        {
            await RetryLaterAsync(leased, new DecisionReason(ReasonCodes.RetryLater, $"No provider is registered as '{_way.ProviderName}'.")).ConfigureAwait(false);
            return false;
        }

        var circuit = parts.Circuits.Of(_way.ProviderName);
        if (circuit.FindWait() is { } wait)
        {
            await WaitForCircuitAsync(leased, circuit, wait, now).ConfigureAwait(false);
            return false;
        }

        _sender = sender;
        _provider = provider;
        _circuit = circuit;
        return true;
    }

    /// <summary>
    /// Finds who sends. Without scores it is the account that the contact was given to at enrolment. With them it is the best of the campaign's, and who wrote to the
    /// contact before keeps it unless paused. Who has begun a message finishes it: its Message-ID names the account's domain.
    /// </summary>
    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    private async ValueTask<SenderProfile?> FindSenderAsync(LeasedParticipant leased, CampaignRuntime runtime, Guid stepId, DateTimeOffset now)
    {
        var latest = LatestMessage(leased);
        var usual = runtime.FindProfile(latest?.SenderAccountId ?? leased.Participant.SenderAccountId);
        if (parts.Reputation.IsUnused || runtime.MailSenders.Count < 2 || latest?.StepId == stepId || usual is not { Account: { IsActive: true, Channel: Channel.Email } })
        {
            return usual;
        }

        _reputation = await parts.Reputation.GetAsync(leased.Participant.OrganisationId, isFresh: false, CancellationToken.None).ConfigureAwait(false);
        return _reputation.ChooseSender(runtime.MailSenders, latest?.SenderAccountId, now) is { } chosen ? runtime.FindProfile(chosen.Id) : usual;
    }

    private static SendRecord? LatestMessage(LeasedParticipant leased)
    {
        for (var i = leased.Sends.Count - 1; i >= 0; i--)
        {
            if (leased.Sends[i].Role == RecipientRole.To)
            {
                return leased.Sends[i];
            }
        }

        return null;
    }

    private async ValueTask<SendingWay> ChooseWayAsync(
        LeasedParticipant leased, SenderAccount account, MessageStream stream, Guid stepId, DateTimeOffset now)
    {
        _reputation = await parts.Reputation.GetAsync(leased.Participant.OrganisationId, isFresh: false, CancellationToken.None).ConfigureAwait(false);

        // A message that may have been taken already is only asked of, or given again to, who may have taken it.
        var doubtful = leased.Sends.LastOrDefault(send => send.StepId == stepId && send is { Role: RecipientRole.To, Doubt: true });
        var provider = parts.Reputation.ProviderOf(leased.Contact.AddressOn(Channel.Email) ?? "");
        return _reputation.FindWay(account, stream, provider, doubtful?.ProviderName, now);
    }

    /// <summary>Lets the most engaged go first, and alone if the warm-up says so.</summary>
    /// <returns>Whether the participant was put off.</returns>
    private async ValueTask<bool> WaitsBehindEngagedAsync(LeasedParticipant leased, CampaignRuntime runtime, DateTimeOffset now)
    {
        if (_way is not { Volume: not null, Ip: { WarmUp: { } warmUp } ip })
        {
            return false;
        }

        var hasWaited = leased.Participant.Reason.Code == ReasonCodes.WarmUpOrder && !warmUp.EngagedOnly;
        if (hasWaited || await parts.Engagement.IsEngagedAsync(leased.Contact, now).ConfigureAwait(false))
        {
            return false;
        }

        var until = warmUp.EngagedOnly ? _reputation!.FindEndOfWarmUp(ip, now) ?? now : now + BehindEngaged;
        await ObeyAsync(leased, runtime, GateAnswer.Defer(until, new DecisionReason(ReasonCodes.WarmUpOrder, ip.Address)), now).ConfigureAwait(false);
        return true;
    }

    /// <summary>Claims one message of the day's volume of an address that is being warmed up.</summary>
    private void ClaimVolume()
    {
        if (_way.Volume is { } volume)
        {
            _gateContext.Claim(volume);
        }
    }

    private bool IsVolume(string? quotaKey) => _way.Volume is { } volume && volume.Claim.Key == quotaKey;
}
