using System.Text.Json;

namespace Outreach;

/// <summary>
/// Something that happened, told to the host's handlers and publishers after it was committed, at least once. The same event has the same
/// <see cref="Id"/> each time. It carries ids, never addresses, names or texts of people, so that erasing a person need not reach into queues
/// and logs of other systems.
/// </summary>
public sealed record OutreachEvent
{
    /// <summary>Gets the event's id (version 7), by which receivers recognise a repetition.</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the name: one of <see cref="EventTypes"/>, or the host's own; 1 to 100 characters.</summary>
    public required string Type { get; init; }

    /// <summary>Gets when it happened, by the campaign's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// Gets what it happened to: the participant for messages, the campaign for campaigns. Events of one subject are delivered in the order
    /// in which they happened; there is no order between subjects.
    /// </summary>
    public required Guid Subject { get; init; }

    /// <summary>Gets the data as a JSON object; its members depend on <see cref="Type"/>.</summary>
    public required string Data { get; init; }

    /// <summary>
    /// Gets the event as a CloudEvents 1.0 message in the JSON format (structured mode), the form in which it is published outside the process.
    /// </summary>
    /// <returns>UTF-8 JSON.</returns>
    public byte[] ToCloudEvent()
    {
        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", Id);
            json.WriteString("source", $"/organisations/{OrganisationId}");
            json.WriteString("type", Type);
            json.WriteString("subject", Subject);
            json.WriteString("time", At);
            json.WriteString("organisationid", OrganisationId);
            json.WriteString("datacontenttype", "application/json");
            json.WritePropertyName("data");
            json.WriteRawValue(Data);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
