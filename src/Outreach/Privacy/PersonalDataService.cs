using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Outreach;

/// <summary>Exports and erases what is known of a person.</summary>
internal sealed class PersonalDataService(
    IContactStore contacts,
    ISuppressionStore suppressions,
    IParticipantStore participants,
    IPersonalDataStore personalData,
    IRecipientListStore lists,
    IPipelineStore pipelines,
    CampaignCompletion completion,
    TimeProvider time) : IPersonalDataService
{
    public async Task<bool> ExportAsync(Guid organisationId, Guid contactId, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (await contacts.FindAsync(organisationId, contactId, cancellationToken).ConfigureAwait(false) is not { } contact)
        {
            return false;
        }

        var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        await using (json.ConfigureAwait(false))
        {
            var types = PersonalDataJsonContext.Default;
            json.WriteStartObject();
            json.WriteString("exportedAt", time.GetUtcNow());
            json.WritePropertyName("contact");
            JsonSerializer.Serialize(json, contact, types.Contact);
            await WriteAsync(json, "suppressions", FindSuppressionsAsync(contact, cancellationToken), types.SuppressionEntry, cancellationToken).ConfigureAwait(false);
            var enrolled = await participants.ListByContactAsync(organisationId, contactId, cancellationToken).ConfigureAwait(false);
            await WriteAsync(json, "participants", enrolled.ToAsyncEnumerable(), types.Participant, cancellationToken).ConfigureAwait(false);
            var sends = personalData.ReadSendsAsync(organisationId, contactId, cancellationToken);
            await WriteAsync(json, "sends", sends, types.SendRecord, cancellationToken).ConfigureAwait(false);
            var events = personalData.ReadEventsAsync(organisationId, contactId, cancellationToken);
            await WriteAsync(json, "events", events, types.DeliveryEvent, cancellationToken).ConfigureAwait(false);
            var memberships = await lists.ListByContactAsync(organisationId, contactId, cancellationToken).ConfigureAwait(false);
            await WriteAsync(json, "lists", memberships.ToAsyncEnumerable(), types.RecipientList, cancellationToken).ConfigureAwait(false);
            var places = await pipelines.ListPlacesAsync(organisationId, [contactId], cancellationToken).ConfigureAwait(false);
            await WriteAsync(json, "pipelinePlaces", places.Select(place => place.Place).ToAsyncEnumerable(), types.PipelinePlace, cancellationToken).ConfigureAwait(false);
            var messages = personalData.ReadStoredMessagesAsync(organisationId, contactId, cancellationToken);
            await WriteAsync(json, "storedMessages", messages, types.StoredMessage, cancellationToken).ConfigureAwait(false);
            json.WriteEndObject();
        }

        return true;
    }

    public async Task<ErasureReport?> EraseAsync(Guid organisationId, Guid contactId, CancellationToken cancellationToken = default)
    {
        var enrolled = await participants.ListByContactAsync(organisationId, contactId, cancellationToken).ConfigureAwait(false);
        var report = await personalData.EraseAsync(organisationId, contactId, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        if (report is { Stopped: > 0 })
        {
            foreach (var participant in enrolled)
            {
                completion.Touch(organisationId, participant.CampaignId);
            }

            await completion.CompleteFinishedAsync(cancellationToken).ConfigureAwait(false);
        }

        return report;
    }

    private static async Task WriteAsync<T>(
        Utf8JsonWriter json, string name, IAsyncEnumerable<T> values, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        const int FlushAt = 64 * 1024;
        json.WriteStartArray(name);
        await foreach (var value in values.ConfigureAwait(false))
        {
            JsonSerializer.Serialize(json, value, type);
            if (json.BytesPending >= FlushAt)
            {
                await json.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        json.WriteEndArray();
    }

    private async IAsyncEnumerable<SuppressionEntry> FindSuppressionsAsync(
        Contact contact, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string?[] keys =
        [
            contact.Email is null ? null : AddressKey.FromEmail(contact.Email),
            contact.TelegramId is null ? null : AddressKey.FromTelegram(contact.TelegramId),
        ];
        foreach (var key in keys.OfType<string>())
        {
            if (await suppressions.FindAsync(contact.OrganisationId, key, cancellationToken).ConfigureAwait(false) is { } entry)
            {
                yield return entry;
            }
        }
    }
}
