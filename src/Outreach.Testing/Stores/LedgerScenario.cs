using System.Globalization;
using System.Security.Cryptography;

namespace Outreach.Testing;

/// <summary>Makes what a worker writes to the ledger.</summary>
internal static class LedgerScenario
{
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(15);

    public static LeaseRequest Lease(DateTimeOffset now, int limit = 100) => new() { Now = now, Limit = limit, Duration = LeaseTime };

    public static SendIntent Intent(LeasedParticipant leased, params QuotaClaim[] quotas)
    {
        var participant = leased.Participant;
        var id = Ids.Next();
        return new SendIntent
        {
            SequenceVersionId = participant.SequenceVersionId,
            RecipientKey = AddressKey.FromEmail(leased.Contact.Email!),
            Send = new SendRecord
            {
                Id = id,
                OrganisationId = participant.OrganisationId,
                CampaignId = participant.CampaignId,
                ParticipantId = participant.Id,
                ContactId = participant.ContactId,
                StepId = participant.CampaignId,
                StepIndex = participant.StepIndex,
                VariantId = "A",
                SenderAccountId = participant.SenderAccountId,
                ProviderName = "primary",
                Recipient = leased.Contact.Email!,
                MessageId = string.Create(CultureInfo.InvariantCulture, $"<{id:N}@example.com>"),
                Subject = "Grüße",
                State = SendState.Sending,
                Epoch = participant.Epoch,
                Attempt = 1,
                Generation = 1,
                BodyHash = SHA256.HashData(id.ToByteArray()),
                Quotas = quotas,
                IntentAt = participant.DueAt ?? default,
            },
        };
    }

    /// <summary>Makes the intent of the next attempt of a send.</summary>
    public static SendIntent Again(SendIntent intent, LeasedParticipant leased, bool knowsOfDoubt = false) => intent with
    {
        Send = intent.Send with
        {
            Epoch = leased.Participant.Epoch,
            Attempt = (byte)(intent.Send.Attempt + 1),
            Doubt = knowsOfDoubt,
            IntentAt = leased.Participant.DueAt ?? default,
        },
    };

    public static SendResult Result(SendIntent intent, SendDisposition disposition, ParticipantTransition? transition = null)
    {
        var send = intent.Send;
        return new SendResult
        {
            OrganisationId = send.OrganisationId,
            ParticipantId = send.ParticipantId,
            Attempt = new AttemptId(send.Id, send.Attempt),
            Epoch = send.Epoch,
            Disposition = disposition,
            Failure = disposition switch
            {
                SendDisposition.Retry => FailureKind.Throttled,
                SendDisposition.Failed => FailureKind.RejectedRecipient,
                _ => null,
            },
            Reply = disposition == SendDisposition.InDoubt
                ? null
                : new ProviderReply { Code = 250, EnhancedCode = "2.0.0", Text = "said ä", ProviderMessageId = "p-1" },
            At = send.IntentAt.AddSeconds(1),
            Transition = transition,
        };
    }

    public static ParticipantTransition Move(ParticipantStatus status, int step, DateTimeOffset? dueAt, DateTimeOffset at) => new()
    {
        Status = status,
        StepIndex = step,
        DueAt = dueAt,
        Reason = new DecisionReason(ReasonCodes.Scheduled, "for the test"),
        At = at,
    };

    public static ParticipantRelease Release(LeasedParticipant leased, ParticipantTransition? transition = null) => new()
    {
        OrganisationId = leased.Participant.OrganisationId,
        ParticipantId = leased.Participant.Id,
        Epoch = leased.Participant.Epoch,
        Transition = transition,
    };

    public static LedgerBatch Batch(params SendIntent[] intents) => Batch([], [], intents);

    public static LedgerBatch Batch(params SendResult[] results) => Batch(results, [], []);

    public static LedgerBatch Batch(params ParticipantRelease[] releases) => Batch([], releases, []);

    public static LedgerBatch Batch(
        IEnumerable<SendResult> results, IEnumerable<ParticipantRelease> releases, IEnumerable<SendIntent> intents)
    {
        var batch = new LedgerBatch();
        foreach (var result in results)
        {
            batch.Results.Add(result);
        }

        foreach (var release in releases)
        {
            batch.Releases.Add(release);
        }

        foreach (var intent in intents)
        {
            batch.Intents.Add(intent);
        }

        return batch;
    }
}
