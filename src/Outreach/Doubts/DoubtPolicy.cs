using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>
/// What may be done about a doubt without a person: ask the provider's records; hand over again where the provider dedupes, where its records
/// prove that it has nothing, or where the host accepts a second copy of transactional mail. Otherwise it is held.
/// </summary>
internal sealed class DoubtPolicy(IServiceProvider services, IOptions<OutreachOptions> options, ILogger<DoubtPolicy> logger)
{
    private static readonly TimeSpan KeyedWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);

    private readonly TimeSpan _shortest = Shortest(services, options.Value);

    /// <summary>Gets how long participants whose worker died wait until their doubt is looked at for the first time.</summary>
    public TimeSpan ShortestWait => _shortest;

    /// <summary>Gets how long a doubt that has just arisen waits.</summary>
    public TimeSpan FirstWait(string providerName, MessageStream stream)
    {
        var wait = options.Value.InDoubtWait;
        if (services.GetKeyedService<IMessageProvider>(providerName) is IKeyedProvider)
        {
            wait = Lesser(wait, KeyedWait);
        }

        if (services.GetKeyedService<IEvidenceSource>(providerName) is { } source)
        {
            wait = Lesser(wait, source.QuietPeriod);
        }

        return stream == MessageStream.Transactional && options.Value.ResendTransactionalAfter is { } quiet ? Lesser(wait, quiet) : wait;
    }

    /// <summary>Considers a doubt whose wait is over.</summary>
    /// <param name="send">The send in doubt.</param>
    /// <param name="participant">Its participant; its reason tells since when there has been a doubt, if the send was repeated already.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="now">The time, by the campaign's clock.</param>
    /// <param name="cancellationToken">Cancels the look-up.</param>
    public async Task<DoubtStep> ConsiderAsync(
        SendRecord send, Participant participant, MessageStream stream, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var age = now - send.IntentAt;
        var source = services.GetKeyedService<IEvidenceSource>(send.ProviderName);
        if (source is not null)
        {
            switch (await LookUpAsync(source, send, cancellationToken).ConfigureAwait(false))
            {
                case Evidence.Accepted:
                    return new DoubtStep(DoubtAction.Accept);
                case Evidence.Absent when age >= source.QuietPeriod:
                    return new DoubtStep(DoubtAction.Repeat);
            }
        }

        if (IsKeyRemembered(send, participant, now) || IsResendAllowed(participant, stream, age))
        {
            return new DoubtStep(DoubtAction.Repeat);
        }

        var end = send.IntentAt + options.Value.InDoubtWait;
        return now >= end ? new DoubtStep(DoubtAction.Stop) : new DoubtStep(DoubtAction.Wait, NextLook(source, stream, send, now, end));
    }

    /// <summary>Reads since when there has been a doubt from a reason, or <see langword="null"/>.</summary>
    public static DateTimeOffset? SinceOf(in DecisionReason reason) =>
        reason.Code is ReasonCodes.InDoubt or ReasonCodes.DoubtRetry
        && DateTimeOffset.TryParseExact(reason.Detail, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var since)
            ? since
            : null;

    private async Task<Evidence> LookUpAsync(IEvidenceSource source, SendRecord send, CancellationToken cancellationToken)
    {
        try
        {
            return await source.LookUpAsync(send, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.EvidenceFailed(logger, exception, send.Id);
            return Evidence.Unknown;
        }
    }

    /// <summary>A key counts from the first attempt in doubt. Of a later attempt whose first is not known any more, nothing is assumed.</summary>
    private bool IsKeyRemembered(SendRecord send, Participant participant, DateTimeOffset now) =>
        services.GetKeyedService<IMessageProvider>(send.ProviderName) is IKeyedProvider keyed
        && (SinceOf(participant.Reason) ?? (send.Attempt == 1 ? send.IntentAt : null)) is { } since
        && now - since < keyed.KeyLifetime;

    /// <summary>Once: what was repeated on this ground is in no better state after a second lost answer.</summary>
    private bool IsResendAllowed(Participant participant, MessageStream stream, TimeSpan age) =>
        stream == MessageStream.Transactional
        && options.Value.ResendTransactionalAfter is { } quiet
        && age >= quiet
        && SinceOf(participant.Reason) is null;

    private DateTimeOffset NextLook(IEvidenceSource? source, MessageStream stream, SendRecord send, DateTimeOffset now, DateTimeOffset end)
    {
        var next = end;
        if (source is not null)
        {
            var quiet = send.IntentAt + source.QuietPeriod;
            next = Earlier(next, quiet > now ? quiet : now + LookAgain);
        }

        if (stream == MessageStream.Transactional && options.Value.ResendTransactionalAfter is { } wait && send.IntentAt + wait > now)
        {
            next = Earlier(next, send.IntentAt + wait);
        }

        return next;
    }

    private static TimeSpan Shortest(IServiceProvider services, OutreachOptions options)
    {
        var wait = options.InDoubtWait;
        if (services.GetKeyedServices<IMessageProvider>(KeyedService.AnyKey).Any(provider => provider is IKeyedProvider))
        {
            wait = Lesser(wait, KeyedWait);
        }

        foreach (var source in services.GetKeyedServices<IEvidenceSource>(KeyedService.AnyKey))
        {
            wait = Lesser(wait, source.QuietPeriod);
        }

        return options.ResendTransactionalAfter is { } quiet ? Lesser(wait, quiet) : wait;
    }

    private static TimeSpan Lesser(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
