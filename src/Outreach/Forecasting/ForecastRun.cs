using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Outreach.Sequencing;

namespace Outreach;

/// <summary>
/// One run of a campaign in virtual time: the slot of the send engine, fed from a copy in memory, one participant after the other, and
/// recipients who answer. The order is that of one worker with one slot.
/// </summary>
internal sealed class ForecastRun : IProgress<SendProgress>, IAsyncDisposable
{
    private const int LeaseLimit = 64;

    private readonly ForecastRequest _request;
    private readonly VirtualTimeProvider _clock;
    private readonly ServiceProvider _services;
    private readonly InMemoryDatabase _database;
    private readonly Dictionary<Guid, ParticipantRow> _participants;
    private readonly ISendLedger _ledger;
    private readonly ModelRecipients _recipients;

    public ForecastRun(
        HostServices host,
        IContactPlaces places,
        ForecastRequest request,
        DateTimeOffset from,
        IEnumerable<(string Name, Channel Channel)> providers,
        ulong seedOffset)
    {
        _request = request;
        _clock = new VirtualTimeProvider(from);
        _services = ForecastServices.Build(host, places, this, _clock, providers);
        _database = _services.GetRequiredService<InMemoryDatabase>();
        _participants = _database.Organisation(request.OrganisationId).Participants;
        _ledger = _services.GetRequiredService<ISendLedger>();
        var replies = request.Replies with { Seed = request.Replies.Seed + seedOffset };
        _recipients = new ModelRecipients(replies, _services.GetRequiredService<IExternalEventHandler>(), _clock);
    }

    private bool _isPaced;

    /// <summary>Gets what is written down of the run.</summary>
    public ForecastNotes Notes { get; } = new();

    /// <summary>Gets the virtual time.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    public InMemoryDatabase Database => _database;

    /// <summary>Gets when the campaign's last participant finished, or <see langword="null"/>.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var campaign = _database.Campaigns[_request.CampaignId];
        _isPaced = campaign.Value.Pacing is not null;
        var session = await _ledger.OpenSessionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        var writer = new DirectLedgerWriter(_ledger, session);
        var slot = Get<SlotFactory>().Create(writer, session, new RunCounters(), this, static () => { });
        var end = _clock.GetUtcNow().AddDays(_request.Days);
        while (campaign.UnfinishedCount > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await _recipients.AnswerAsync(cancellationToken).ConfigureAwait(false) > 0)
            {
                continue;
            }

            var due = await _ledger.FindNextDueAsync(cancellationToken).ConfigureAwait(false);
            if (due <= _clock.GetUtcNow())
            {
                await SendDueAsync(slot, session).ConfigureAwait(false);
                continue;
            }

            var next = due is null || _recipients.NextAt < due ? _recipients.NextAt : due;
            if (next is null || next > end)
            {
                return;
            }

            Move(next.Value);
        }

        EndsAt = _clock.GetUtcNow();
    }

    /// <summary>Takes note of a message that was accepted before the run began.</summary>
    public void Expect(SendRecord send) => _recipients.Expect(send, send.ResultAt ?? send.IntentAt);

    public async ValueTask ReceiveAsync(Guid sendId)
    {
        if (await _ledger.FindSendAsync(sendId).ConfigureAwait(false) is { } send)
        {
            if (send.Role == RecipientRole.To)
            {
                _recipients.Receive(send);
            }

            if (send.CampaignId == _request.CampaignId)
            {
                Notes.Sent(send);
            }
        }
    }

    public void Report(SendProgress value)
    {
        if (value.Kind == SendProgressKind.Deferred
            && _participants.TryGetValue(value.ParticipantId, out var row)
            && row.Value.CampaignId == _request.CampaignId)
        {
            Notes.Deferred(value.Reason, value.At);
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task SendDueAsync(SendSlot slot, IWorkerSession session)
    {
        var request = new LeaseRequest { Now = _clock.GetUtcNow(), Limit = LeaseLimit, Duration = TimeSpan.FromHours(12) };
        var leased = await _ledger.LeaseDueAsync(session, request).ConfigureAwait(false);
        foreach (var one in leased)
        {
            if (one.Participant.CampaignId == _request.CampaignId && one.Participant.DueAt < request.Now && _isPaced)
            {
                Notes.Deferred(new DecisionReason(ReasonCodes.Paced), request.Now);
            }

            await slot.ProcessAsync(new Lease(one, long.MaxValue), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private void Move(DateTimeOffset next)
    {
        var now = _clock.GetUtcNow();
        if (_request.Progress is { } progress && next.UtcDateTime.Date != now.UtcDateTime.Date)
        {
            progress.Report(next);
        }

        _clock.AdvanceTo(next > now ? next : now.AddSeconds(1));
    }
}
