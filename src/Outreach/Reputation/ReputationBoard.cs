using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Keeps what is known of reputations up to date, shares what this worker counts, and pauses what must be paused.</summary>
internal sealed class ReputationBoard(
    IReputationStore store,
    IMailboxProviderResolver providers,
    IOptions<ReputationOptions> options,
    TimeProvider time,
    ILogger<ReputationBoard> logger)
{
    private const string OtherProvider = "other";
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<Guid, OrganisationReputation> _organisations = new();
    private readonly Guid _workerId = Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>Gets whether the host uses none of this.</summary>
    public bool IsUnused { get; } = !options.Value.IsEnabled;

    public string ProviderOf(string recipient) =>
        providers.Find(AddressKey.DomainKeyOf(AddressKey.FromEmail(recipient)).TrimStart('@')) ?? OtherProvider;

    /// <summary>Gets what is known of an organisation, a little old at most.</summary>
    public async ValueTask<OrganisationReputation> GetAsync(Guid organisationId, bool isFresh, CancellationToken cancellationToken)
    {
        var reputation = _organisations.GetOrAdd(organisationId, static (_, settings) => new OrganisationReputation(settings), options.Value);
        if (isFresh || IsOld(reputation))
        {
            await reputation.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (isFresh || IsOld(reputation))
                {
                    await ShareAsync(organisationId, reputation, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                reputation.Turn.Release();
            }
        }

        return reputation;
    }

    /// <summary>Counts what the other side said of a message that was handed over.</summary>
    public void Count(SendRecord send, SendDisposition disposition, HandOverResult result)
    {
        DeliveryTally? tally = disposition switch
        {
            SendDisposition.Accepted => DeliveryTally.Accepted,
            SendDisposition.Failed => DeliveryTally.Refused,
            SendDisposition.Retry when result.Reply?.Code is not null => DeliveryTally.PutOff,
            _ => null,
        };
        if (!IsUnused && tally is not null && _organisations.TryGetValue(send.OrganisationId, out var reputation))
        {
            reputation.Count(send, ProviderOf(send.Recipient), tally.Value, time.GetUtcNow());
        }
    }

    /// <summary>Counts that a message came back or was reported as spam, and pauses what must be paused.</summary>
    public async Task CountAsync(SendRecord send, DeliveryTally tally, CancellationToken cancellationToken)
    {
        var reputation = await GetAsync(send.OrganisationId, isFresh: false, cancellationToken).ConfigureAwait(false);
        reputation.Count(send, ProviderOf(send.Recipient), tally, time.GetUtcNow());
        await GetAsync(send.OrganisationId, isFresh: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores what has been counted; at the end of a run, after which the process may end.</summary>
    public async Task ShareAllAsync(CancellationToken cancellationToken)
    {
        foreach (var (organisationId, reputation) in _organisations)
        {
            if (reputation.HasUnshared)
            {
                await GetAsync(organisationId, isFresh: true, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private bool IsOld(OrganisationReputation reputation) =>
        reputation.NeedsLook || (time.GetUtcNow() - reputation.SharedAt).Duration() >= options.Value.ShareEvery;

    private async Task ShareAsync(Guid organisationId, OrganisationReputation reputation, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var counts = reputation.TakeUnshared();
        if (counts.Count > 0)
        {
            try
            {
                await store.AddCountsAsync(organisationId, _workerId, counts, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                reputation.PutBack(counts);
                throw;
            }
        }

        await LoadAsync(organisationId, reputation, now, cancellationToken).ConfigureAwait(false);
        var pauses = reputation.FindNewPauses(organisationId, now);
        foreach (var pause in pauses)
        {
            if (await store.AddPauseAsync(pause, cancellationToken).ConfigureAwait(false))
            {
                Log.SendingPaused(logger, pause.Scope, pause.Key, pause.Until, pause.Reason);
            }
        }

        if (pauses.Count > 0)
        {
            await LoadAsync(organisationId, reputation, now, cancellationToken).ConfigureAwait(false);
        }

        if (reputation.SharedAt.UtcDateTime.Date != now.UtcDateTime.Date)
        {
            await store.RemoveCountsAsync(organisationId, now - (2 * Window), cancellationToken).ConfigureAwait(false);
        }

        reputation.SharedAt = now;
    }

    private async Task LoadAsync(Guid organisationId, OrganisationReputation reputation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ips = await store.ListIpsAsync(organisationId, cancellationToken).ConfigureAwait(false);
        var since = ips.Where(ip => ip.WarmUp is not null)
            .Select(ip => new DateTimeOffset(ip.WarmUp!.StartedOn, TimeOnly.MinValue, TimeSpan.Zero))
            .Append(now - (2 * Window))
            .Min();
        var pauses = await store.ListPausesAsync(organisationId, since, cancellationToken).ConfigureAwait(false);
        reputation.Load(ips, pauses, await store.ReadCountsAsync(organisationId, now - Window, cancellationToken).ConfigureAwait(false), now);
    }
}
