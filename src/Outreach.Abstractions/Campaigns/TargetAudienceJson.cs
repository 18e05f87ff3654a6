using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Outreach;

/// <summary>
/// Reads and writes <see cref="TargetAudience"/> as the JSON object <c>{"filters": {"hasTelegram", "hasEmail", "companyId", "pipelineId",
/// "stageIds", "tags", "lastEngagedWithinDays", "listId", "chatId"}, "limit", "onlyNew", "contactIds", "bdAccountId", "sendDelaySeconds"}</c>. Every
/// member may be missing. One of another name is an error, since a misspelt filter that is ignored would write to people who were not meant.
/// </summary>
public static class TargetAudienceJson
{
    /// <summary>The greatest length of a text that is read, in characters: room for a million contact ids.</summary>
    public const int MaxLength = 48 * 1024 * 1024;

    /// <summary>Writes an audience; what is not set is left out.</summary>
    public static string Write(TargetAudience audience)
    {
        ArgumentNullException.ThrowIfNull(audience);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteFilters(json, audience.Filter);
            WriteNumber(json, "limit", audience.Limit);
            WriteFlag(json, "onlyNew", audience.OnlyNew ? true : null);
            if (audience.ContactIds is { } ids)
            {
                WriteTexts(json, "contactIds", ids.Select(id => id.ToString()));
            }

            WriteText(json, "bdAccountId", audience.SenderAccountId?.ToString());
            WriteNumber(json, "sendDelaySeconds", audience.SendDelaySeconds);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads an audience.</summary>
    /// <param name="json">A JSON object.</param>
    /// <param name="audience">The audience.</param>
    /// <param name="problem">What is wrong, with the member or the place in the text, for people.</param>
    /// <returns>Whether the text could be read.</returns>
    public static bool TryRead(string json, [NotNullWhen(true)] out TargetAudience? audience, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(json);
        audience = null;
        if (json.Length > MaxLength)
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"The audience has {json.Length} characters; at most {MaxLength} are read. Use a recipient list instead of contactIds.");
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 4 });
            audience = Read(document.RootElement);
            problem = null;
            return true;
        }
        catch (JsonException error)
        {
            problem = error.Message;
            return false;
        }
    }

    private static TargetAudience Read(JsonElement root)
    {
        var audience = new TargetAudience();
        foreach (var member in Members(root, "The audience"))
        {
            audience = member.Name switch
            {
                "filters" => audience with { Filter = ReadFilters(member.Value) },
                "limit" => audience with { Limit = Number(member, "limit", int.MaxValue) },
                "onlyNew" => audience with { OnlyNew = Flag(member, "onlyNew") ?? false },
                "contactIds" => audience with { ContactIds = Ids(member, "contactIds") },
                "bdAccountId" => audience with { SenderAccountId = Id(member.Value, "bdAccountId") },
                "sendDelaySeconds" => audience with { SendDelaySeconds = Number(member, "sendDelaySeconds", 86_400) },
                _ => throw Unknown(member.Name, "", "filters, limit, onlyNew, contactIds, bdAccountId, sendDelaySeconds"),
            };
        }

        return audience;
    }

    private static AudienceFilter ReadFilters(JsonElement filters)
    {
        var filter = AudienceFilter.Everyone;
        foreach (var member in Members(filters, "filters"))
        {
            filter = member.Name switch
            {
                "hasTelegram" => filter with { HasTelegram = Flag(member, "filters.hasTelegram") },
                "hasEmail" => filter with { HasEmail = Flag(member, "filters.hasEmail") },
                "companyId" => filter with { CompanyId = Text(member.Value, "filters.companyId") },
                "pipelineId" => filter with { PipelineId = Text(member.Value, "filters.pipelineId") },
                "stageIds" => filter with { StageIds = Texts(member, "filters.stageIds") },
                "tags" => filter with { Tags = Texts(member, "filters.tags") },
                "lastEngagedWithinDays" => filter with { LastEngagedWithinDays = Number(member, "filters.lastEngagedWithinDays", 3_650) },
                "listId" => filter with { ListId = Id(member.Value, "filters.listId") },
                "chatId" => filter with { ChatId = Text(member.Value, "filters.chatId") },
                _ => throw Unknown(
                    member.Name, "filters.", "hasTelegram, hasEmail, companyId, pipelineId, stageIds, tags, lastEngagedWithinDays, listId, chatId"),
            };
        }

        return filter;
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject()
        : element.ValueKind == JsonValueKind.Null && name == "filters" ? default
        : throw new JsonException($"{name} must be an object in braces.");

    private static bool? Flag(JsonProperty member, string path) => member.Value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new JsonException($"{path} must be true or false."),
    };

    private static int? Number(JsonProperty member, string path, int most) =>
        member.Value.ValueKind == JsonValueKind.Null ? null
        : member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt32(out var number) && number >= 1 && number <= most ? number
        : throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"{path} must be a whole number from 1 to {most}; leave it out for none."));

    private static string? Text(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 200 } text ? text
        : throw new JsonException($"{path} must be a text of 1 to 200 characters.");

    private static Guid? Id(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id) ? id
        : throw new JsonException($"{path} must be an id such as \"0195f0aa-0000-7000-8000-000000000001\".");

    private static IReadOnlyList<string> Texts(JsonProperty member, string path) =>
        [.. Items(member.Value, path).Select((item, i) => Text(item, At(path, i)) ?? throw new JsonException($"{At(path, i)} is null; leave it out."))];

    private static IReadOnlyList<Guid>? Ids(JsonProperty member, string path) => member.Value.ValueKind == JsonValueKind.Null
        ? null
        : [.. Items(member.Value, path).Select((item, i) => Id(item, At(path, i)) ?? throw new JsonException($"{At(path, i)} is null; leave it out."))];

    private static JsonElement.ArrayEnumerator Items(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Null => default,
        JsonValueKind.Array => value.EnumerateArray(),
        _ => throw new JsonException($"{path} must be a list in brackets."),
    };

    private static string At(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private static JsonException Unknown(string name, string path, string known) =>
        new($"{path}{(name.Length > 100 ? name[..100] : name)} is not known; the members are {known}.");

    private static void WriteFilters(Utf8JsonWriter json, AudienceFilter filter)
    {
        json.WriteStartObject("filters");
        WriteFlag(json, "hasTelegram", filter.HasTelegram);
        WriteFlag(json, "hasEmail", filter.HasEmail);
        WriteText(json, "companyId", filter.CompanyId);
        WriteText(json, "pipelineId", filter.PipelineId);
        WriteTexts(json, "stageIds", filter.StageIds);
        WriteTexts(json, "tags", filter.Tags);
        WriteNumber(json, "lastEngagedWithinDays", filter.LastEngagedWithinDays);
        WriteText(json, "listId", filter.ListId?.ToString());
        WriteText(json, "chatId", filter.ChatId);
        json.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        if (values.TryGetNonEnumeratedCount(out var count) && count == 0 && name != "contactIds")
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
