using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Benchmarks.Storage;

/// <summary>Workers that each have services and connections of their own, as processes have, and do to the ledger what sending does.</summary>
internal sealed class LedgerRun(Action<IOutreachBuilder> useStore, int batch)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly byte[] Hash = SHA256.HashData([]);

    /// <summary>Leases and completes participants without sending anything.</summary>
    public Task<LedgerFigures> CompleteAsync(int workers, int count) => MeasureAsync(workers, count, async (ledger, session, leased) =>
    {
        var releases = new LedgerBatch();
        foreach (var participant in leased)
        {
            releases.Releases.Add(new ParticipantRelease
            {
                OrganisationId = participant.Participant.OrganisationId,
                ParticipantId = participant.Participant.Id,
                Epoch = participant.Participant.Epoch,
                Transition = Completed,
            });
        }

        await ledger.CommitAsync(session, releases);
    });

    /// <summary>Leases participants, records an intent for each, and its result.</summary>
    /// <param name="workers">How many workers.</param>
    /// <param name="count">How many participants in all.</param>
    /// <param name="quotas">What each intent takes a unit of.</param>
    public Task<LedgerFigures> SendAsync(int workers, int count, params QuotaClaim[] quotas) => MeasureAsync(workers, count, async (ledger, session, leased) =>
    {
        var intents = new LedgerBatch();
        var results = new LedgerBatch();
        foreach (var participant in leased)
        {
            var intent = Intent(participant, quotas);
            intents.Intents.Add(intent);
            results.Results.Add(Result(intent));
        }

        var verdicts = await ledger.CommitAsync(session, intents);
        if (verdicts.Any(verdict => verdict.Verdict != IntentVerdict.Granted))
        {
            throw new InvalidOperationException("An intent was refused.");
        }

        await ledger.CommitAsync(session, results);
    });

    private static ParticipantTransition Completed { get; } = new()
    {
        Status = ParticipantStatus.Completed,
        StepIndex = 1,
        Reason = new DecisionReason(ReasonCodes.Scheduled),
        At = Start,
    };

    private async Task<LedgerFigures> MeasureAsync(
        int workers, int count, Func<ISendLedger, IWorkerSession, IReadOnlyList<LeasedParticipant>, Task> workAsync)
    {
        // A process makes its services, its model and its connections once; what is measured is what it does then.
        var running = new List<(ServiceProvider Services, ISendLedger Ledger, IWorkerSession Session)>();
        for (var i = 0; i < workers; i++)
        {
            var services = Services();
            var ledger = services.GetRequiredService<ISendLedger>();
            running.Add((services, ledger, await ledger.OpenSessionAsync()));
        }

        var left = count;
        var clock = Stopwatch.StartNew();
        var cpu = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(running.Select(worker => Task.Run(async () =>
        {
            while (Interlocked.Add(ref left, -batch) > -batch)
            {
                var request = new LeaseRequest { Now = Start, Limit = batch, Duration = TimeSpan.FromMinutes(25) };
                var leased = await worker.Ledger.LeaseDueAsync(worker.Session, request);
                await workAsync(worker.Ledger, worker.Session, leased);
            }
        })));
        var figures = new LedgerFigures(count / clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count);
        foreach (var worker in running)
        {
            await worker.Session.DisposeAsync();
            await worker.Services.DisposeAsync();
        }

        return figures;
    }

    public ServiceProvider Services()
    {
        var services = new ServiceCollection();
        useStore(services.AddOutreach());
        return services.BuildServiceProvider();
    }

    private static SendIntent Intent(LeasedParticipant leased, QuotaClaim[] quotas)
    {
        var participant = leased.Participant;
        var id = Guid.CreateVersion7();
        return new SendIntent
        {
            SequenceVersionId = participant.SequenceVersionId,
            RecipientKey = leased.Contact.Email!,
            Send = new SendRecord
            {
                Id = id,
                OrganisationId = participant.OrganisationId,
                CampaignId = participant.CampaignId,
                ParticipantId = participant.Id,
                ContactId = participant.ContactId,
                StepId = participant.CampaignId,
                VariantId = "A",
                SenderAccountId = participant.SenderAccountId,
                ProviderName = "primary",
                Recipient = leased.Contact.Email!,
                MessageId = $"<{id:N}@sender.example>",
                Subject = "A subject of some length, as they have",
                State = SendState.Sending,
                Epoch = participant.Epoch,
                Attempt = 1,
                BodyHash = Hash,
                Quotas = quotas,
                IntentAt = Start,
            },
        };
    }

    private static SendResult Result(SendIntent intent) => new()
    {
        OrganisationId = intent.Send.OrganisationId,
        ParticipantId = intent.Send.ParticipantId,
        Attempt = new AttemptId(intent.Send.Id, intent.Send.Attempt),
        Epoch = intent.Send.Epoch,
        Disposition = SendDisposition.Accepted,
        Reply = new ProviderReply { Code = 250, EnhancedCode = "2.0.0", Text = "Ok: queued as 4c1b2a" },
        At = Start,
        Transition = Completed,
    };
}
