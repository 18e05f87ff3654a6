using Outreach.Sequencing;

namespace Outreach;

/// <summary>Makes forecasts: one run that is written down, and further ones for the range of the end.</summary>
internal sealed class Forecaster(
    HostServices host, ICampaignStore campaigns, ForecastCopy copy, IContactPlaces places, LaunchChecker checker, ISenderAccountStore senders, IReputationStore reputations, ProviderDirectory providers, ZoneCatalog zones, TimeProvider time)
    : IForecaster
{
    private const int MostDays = 3_650;
    private const int MostRepetitions = 1_000;

    public async Task<Forecast> ForecastAsync(ForecastRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Days is < 1 or > MostDays || request.Repetitions is < 1 or > MostRepetitions)
        {
            throw new ArgumentException($"Days must be 1 to {MostDays}, Repetitions 1 to {MostRepetitions}.", nameof(request));
        }

        var campaign = await campaigns.FindAsync(request.OrganisationId, request.CampaignId, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"Campaign {request.CampaignId} does not exist in this organisation.");
        if (campaign.Status == CampaignStatus.Completed)
        {
            throw new InvalidOperationException($"Campaign {request.CampaignId} is completed; there is nothing left to forecast.");
        }

        var from = request.From ?? time.GetUtcNow();
        var problems = campaign.Status == CampaignStatus.Draft
            ? (await checker.CheckAsync(campaign, cancellationToken).ConfigureAwait(false)).Findings
            : [];
        var run = await RunAsync(request, campaign, from, 0, cancellationToken).ConfigureAwait(false);
        await using var closing = run.ConfigureAwait(false);
        var row = run.Database.Campaigns[campaign.Id];
        var organisation = run.Database.Organisation(campaign.OrganisationId);
        Participant[] participants = [.. row.ParticipantIds.Select(id => organisation.Participants[id].Value)];
        var range = await RepeatAsync(request, campaign, from, run.EndsAt, participants.Length, cancellationToken).ConfigureAwait(false);
        var reached = run.Notes.Sends.Select(send => send.ContactId).ToHashSet();
        return new Forecast(run.Notes.Sends)
        {
            From = from,
            Participants = participants.Length,
            Days = ForecastDays.Count(run.Notes.Sends, campaign, organisation.SenderAccounts, zones),
            EndsAt = run.EndsAt,
            EndRange = range,
            NeverSent = campaign.Status == CampaignStatus.Draft ? Omissions(participants, reached) : [],
            Limits = run.Notes.Limits(),
            Outcomes = participants.CountBy(participant => participant.Status).ToDictionary(pair => pair.Key, pair => (long)pair.Value),
            Problems = problems,
        };
    }

    private async Task<ForecastRun> RunAsync(
        ForecastRequest request, Campaign campaign, DateTimeOffset from, ulong seedOffset, CancellationToken cancellationToken)
    {
        var accounts = await senders.ListAsync(campaign.OrganisationId, cancellationToken).ConfigureAwait(false);
        var addresses = await reputations.ListIpsAsync(campaign.OrganisationId, cancellationToken).ConfigureAwait(false);
        var known = accounts.Select(account => account.ProviderName).Concat(addresses.Select(ip => ip.ProviderName)).Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Provider: providers.Find(name)))
            .Where(found => found.Provider is not null)
            .Select(found => (found.Name, found.Provider!.Channel));
        var run = new ForecastRun(host, places, request, from, known, seedOffset);
        try
        {
            await copy.FillAsync(run, campaign, from, cancellationToken).ConfigureAwait(false);
            await run.ExecuteAsync(cancellationToken).ConfigureAwait(false);
            return run;
        }
        catch
        {
            await run.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<ForecastRange> RepeatAsync(
        ForecastRequest request, Campaign campaign, DateTimeOffset from, DateTimeOffset? first, int participants, CancellationToken cancellationToken)
    {
        var count = request.Repetitions ?? (participants <= 1_000 ? 20 : participants <= 5_000 ? 8 : participants <= 20_000 ? 3 : 1);
        List<DateTimeOffset> ends = [first ?? DateTimeOffset.MaxValue];
        for (var i = 1; i < count; i++)
        {
            var run = await RunAsync(request with { Progress = null }, campaign, from, (ulong)i, cancellationToken).ConfigureAwait(false);
            ends.Add(run.EndsAt ?? DateTimeOffset.MaxValue);
            await run.DisposeAsync().ConfigureAwait(false);
        }

        ends.Sort();
        var margin = count / 20;
        return new ForecastRange(OrNull(ends[margin]), OrNull(ends[^(margin + 1)]), count);
    }

    private static DateTimeOffset? OrNull(DateTimeOffset end) => end == DateTimeOffset.MaxValue ? null : end;

    private static IReadOnlyList<ForecastOmission> Omissions(Participant[] participants, HashSet<Guid> reached) =>
    [
        .. participants.Where(participant => !reached.Contains(participant.ContactId))
            .Select(participant => new ForecastOmission(participant.ContactId, participant.Reason)),
    ];
}
