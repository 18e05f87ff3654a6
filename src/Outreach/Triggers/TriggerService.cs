using System.Globalization;

namespace Outreach;

/// <summary>Applies events to rules, and looks for contacts to whom the other rules apply.</summary>
internal sealed class TriggerService(
    ITriggerStore triggers,
    IContactStore contacts,
    IMetadataStore metadata,
    TriggerEnrolment enrolment,
    Microsoft.Extensions.Options.IOptions<TriggerOptions> options,
    TimeProvider time) : ITriggerService
{
    private const int MostKey = 200;
    private const int MostName = 100;
    private const int EventBatch = 1_000;

    public async Task<TriggerResult> RaiseAsync(TriggerEvent triggerEvent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(triggerEvent);
        if (string.IsNullOrWhiteSpace(triggerEvent.Key) || triggerEvent.Key.Length > MostKey)
        {
            throw new ArgumentException($"The event's Key must have 1 to {MostKey} characters; take an id that the event has where it comes from.", nameof(triggerEvent));
        }

        if (string.IsNullOrWhiteSpace(triggerEvent.Name) || triggerEvent.Name.Length > MostName)
        {
            throw new ArgumentException($"The event's Name must have 1 to {MostName} characters.", nameof(triggerEvent));
        }

        var contact = triggerEvent switch
        {
            { ContactId: { } id } => await contacts.FindAsync(triggerEvent.OrganisationId, id, cancellationToken).ConfigureAwait(false),
            { Address: { } address } => await contacts.FindByEmailAsync(triggerEvent.OrganisationId, address, cancellationToken).ConfigureAwait(false),
            _ => throw new ArgumentException("The event names nobody; set ContactId or Address.", nameof(triggerEvent)),
        };
        return await ApplyAsync(
            triggerEvent.OrganisationId,
            "event:" + triggerEvent.Key,
            contact,
            rule => rule.Kind == TriggerKind.Event && string.Equals(rule.EventName, triggerEvent.Name, StringComparison.Ordinal),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task TagAsync(
        Guid organisationId, IReadOnlyCollection<Guid> contactIds, IReadOnlyCollection<string> tags, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contactIds);
        ArgumentNullException.ThrowIfNull(tags);
        await contacts.AddTagsAsync(organisationId, contactIds, tags, cancellationToken).ConfigureAwait(false);
        var all = await triggers.ListAsync(organisationId, cancellationToken).ConfigureAwait(false);
        foreach (var rule in all.Where(rule => rule is { IsEnabled: true, Kind: TriggerKind.Tag } && tags.Contains(rule.Tag, StringComparer.OrdinalIgnoreCase)))
        {
            foreach (var id in contactIds)
            {
                if (await contacts.FindAsync(organisationId, id, cancellationToken).ConfigureAwait(false) is { ErasedAt: null } contact)
                {
                    await enrolment.EnrolAsync(rule, contact, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    public async Task<long> ScanAsync(CancellationToken cancellationToken = default)
    {
        var enrolled = 0L;
        foreach (var rule in await triggers.ListScannedAsync(cancellationToken).ConfigureAwait(false))
        {
            enrolled += await ScanAsync(rule, cancellationToken).ConfigureAwait(false);
        }

        var before = time.GetUtcNow() - options.Value.EventKeys;
        while (await triggers.RemoveAppliedAsync(before, EventBatch, cancellationToken).ConfigureAwait(false) == EventBatch)
        {
            // The next batch.
        }

        return enrolled;
    }

    /// <summary>Applies an event to those of an organisation's rules that wait for it; the event is remembered when all are through.</summary>
    public async Task<TriggerResult> ApplyAsync(
        Guid organisationId, string key, Contact? contact, Func<TriggerRule, bool> waitsForIt, CancellationToken cancellationToken)
    {
        if (await triggers.IsAppliedAsync(organisationId, key, cancellationToken).ConfigureAwait(false))
        {
            return new TriggerResult { IsDuplicate = true, IsContactKnown = contact is not null };
        }

        if (contact is not { ErasedAt: null })
        {
            // The contact may be made later, and the event be told again.
            return new TriggerResult();
        }

        var outcomes = new Dictionary<Guid, TriggerOutcome>();
        var all = await triggers.ListAsync(organisationId, cancellationToken).ConfigureAwait(false);
        foreach (var rule in all.Where(rule => rule.IsEnabled && waitsForIt(rule)))
        {
            outcomes.Add(rule.Id, await enrolment.EnrolAsync(rule, contact, cancellationToken).ConfigureAwait(false));
        }

        await triggers.SetAppliedAsync(organisationId, key, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return new TriggerResult { IsContactKnown = true, Rules = outcomes };
    }

    private async Task<long> ScanAsync(TriggerRule rule, CancellationToken cancellationToken)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"trigger_scan/{rule.Id:N}");
        var reached = await metadata.GetAsync(place, cancellationToken).ConfigureAwait(false);
        var enrolled = await enrolment.EnrolAllAsync(
            rule,
            Guid.TryParse(reached, out var after) ? after : null,
            id => metadata.SetAsync(place, id.ToString("N"), cancellationToken),
            cancellationToken).ConfigureAwait(false);
        if (enrolled > 0 || !string.IsNullOrEmpty(reached))
        {
            await metadata.SetAsync(place, "", cancellationToken).ConfigureAwait(false);
        }

        return enrolled;
    }
}
