namespace Outreach;

/// <summary>What the in-memory store tells and forgets of one person.</summary>
internal sealed class InMemoryPersonalDataStore(InMemoryDatabase database) : IPersonalDataStore
{
    public Task<ErasureReport?> EraseAsync(Guid organisationId, Guid contactId, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            var organisation = database.Organisation(organisationId);
            return Task.FromResult(organisation.Contacts.TryGetValue(contactId, out var contact) ? Erase(organisation, contact, at) : null);
        }
    }

    public Task<IReadOnlyList<Contact>> ListUnfinishedErasuresAsync(int limit, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<Contact>>(
                [.. database.UnfinishedErasures.Order().Take(limit).Select(entry => database.Organisation(entry.Organisation).Contacts[entry.Contact])]);
        }
    }

    public IAsyncEnumerable<SendRecord> ReadSendsAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default) =>
        InMemoryPages.ReadAsync(
            database.Gate,
            () => new SortedSet<long>(Sends(organisationId, contactId).Select(row => row.Sequence)),
            sequence => Sends(organisationId, contactId).Find(row => row.Sequence == sequence)?.Value,
            (false, 0L),
            cancellationToken);

    public IAsyncEnumerable<DeliveryEvent> ReadEventsAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default) =>
        InMemoryPages.ReadAsync(
            database.Gate,
            () => new SortedSet<Guid>(Events(organisationId, contactId).Select(deliveryEvent => deliveryEvent.Id)),
            id => Events(organisationId, contactId).Find(deliveryEvent => deliveryEvent.Id == id),
            (false, Guid.Empty),
            cancellationToken);

    public IAsyncEnumerable<StoredMessage> ReadStoredMessagesAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default)
    {
        lock (database.Gate)
        {
            var chats = database.Organisation(organisationId).Audiences.Chats.Values;
            StoredMessage[] messages = [.. chats.SelectMany(chat => chat.Values.OrderBy(message => message.MessageId, StringComparer.Ordinal)).Where(message => message.ContactId == contactId)];
            return messages.ToAsyncEnumerable();
        }
    }

    private static ProviderReply? WithoutText(ProviderReply? reply) => reply is null ? null : reply with { Text = "" };

    private List<SendRow> Sends(Guid organisationId, Guid contactId) => database.Organisation(organisationId).SendsByContact.GetValueOrDefault(contactId) ?? [];

    private List<DeliveryEvent> Events(Guid organisationId, Guid contactId) =>
        database.Organisation(organisationId).EventsByContact.GetValueOrDefault(contactId) ?? [];

    private ErasureReport Erase(InMemoryOrganisation organisation, Contact contact, DateTimeOffset at)
    {
        var stopped = Stop(organisation, contact.Id, at);
        foreach (var id in organisation.ParticipantsByContact.GetValueOrDefault(contact.Id, []))
        {
            organisation.Participants[id].Trace = null;
        }

        Suppress(organisation, contact, at);
        organisation.Audiences.Forget(contact.Id);
        var sends = Sends(contact.OrganisationId, contact.Id);
        foreach (var row in sends)
        {
            database.Store(row, row.Value with
            {
                State = row.Value.State == SendState.Due ? SendState.Cancelled : row.Value.State,
                Recipient = "",
                Subject = "",
                BodyHash = default,
                Reply = WithoutText(row.Value.Reply),
            });
        }

        var events = ClearEvents(organisation, contact.Id);
        var underWay = sends.Count(row => row.Value.State == SendState.Sending);
        organisation.Replace(contact, new Contact
        {
            Id = contact.Id,
            OrganisationId = contact.OrganisationId,
            CreatedAt = contact.CreatedAt,
            ErasedAt = contact.ErasedAt ?? at,
        });
        if (underWay > 0)
        {
            database.UnfinishedErasures.Add((contact.OrganisationId, contact.Id));
        }
        else
        {
            database.UnfinishedErasures.Remove((contact.OrganisationId, contact.Id));
        }

        return new ErasureReport(stopped, sends.Count, events, underWay);
    }

    private int Stop(InMemoryOrganisation organisation, Guid contactId, DateTimeOffset at)
    {
        var unfinished = organisation.ParticipantsByContact.GetValueOrDefault(contactId, [])
            .Select(id => organisation.Participants[id])
            .Where(row => !row.Value.IsFinished || row.LeaseOwner is not null)
            .ToList();
        foreach (var row in unfinished)
        {
            database.Move(row, new ParticipantTransition
            {
                Status = ParticipantStatus.Stopped,
                StepIndex = row.Value.StepIndex,
                Reason = new DecisionReason(ReasonCodes.Erased),
                At = at,
            });
        }

        return unfinished.Count;
    }

    private void Suppress(InMemoryOrganisation organisation, Contact contact, DateTimeOffset at)
    {
        string?[] keys =
        [
            contact.Email is null ? null : AddressKey.FromEmail(contact.Email),
            contact.TelegramId is null ? null : AddressKey.FromTelegram(contact.TelegramId),
        ];
        foreach (var key in keys.OfType<string>())
        {
            if (!database.Metadata.TryGetValue(MetadataNames.SuppressionKey, out var secret))
            {
                database.Metadata.Add(MetadataNames.SuppressionKey, secret = SuppressionHash.NewKey());
            }

            organisation.SuppressionKeys.Remove(key);
            organisation.Suppressions.Remove(key, out var clear);
            organisation.AddSuppression(new SuppressionEntry
            {
                OrganisationId = contact.OrganisationId,
                Key = SuppressionHash.Compute(secret, contact.OrganisationId, key),
                Reason = clear?.Reason ?? SuppressionReason.Erased,
                At = clear?.At ?? at,
            });
        }
    }

    private static int ClearEvents(InMemoryOrganisation organisation, Guid contactId)
    {
        if (!organisation.EventsByContact.TryGetValue(contactId, out var events))
        {
            return 0;
        }

        foreach (var deliveryEvent in events.ToList())
        {
            organisation.Replace(deliveryEvent with { Detail = null, Sentiment = null, Reply = WithoutText(deliveryEvent.Reply) });
        }

        return events.Count;
    }
}
