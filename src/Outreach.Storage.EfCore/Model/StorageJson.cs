using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Outreach.Storage.EfCore;

/// <summary>
/// Writes and reads the values that are stored as JSON. Unknown members are ignored and missing ones get their defaults, so that a database
/// can be read by an older and a newer version.
/// </summary>
internal static class StorageJson
{
    // Records with initialised properties are read by reflection: the source generator gives members that are missing default(T) instead of
    // the value of their initialiser, so a member added later would be null in what was stored before.
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(StorageJsonContext.Default, new DefaultJsonTypeInfoResolver()),
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("null");
        }
        catch (JsonException error)
        {
            // Step conditions are the exception to the rule above: one that is not understood must not be left out.
            throw new OutreachStorageException(
                $"The database holds a {typeof(T).Name} that can't be read, perhaps written by a newer version of Outreach: update Outreach.", error);
        }
    }

    public static string? WriteTags(IReadOnlyList<string> tags) =>
        tags.Count == 0 ? null : JsonSerializer.Serialize(tags, StorageJsonContext.Default.IReadOnlyListString);

    public static IReadOnlyList<string> ReadTags(string? json) => json is null ? [] : ReadTags(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads what <see cref="WriteTags"/> wrote, straight from the row: the send path does it for every message.</summary>
    /// <param name="json">The text in UTF-8; empty for none.</param>
    public static IReadOnlyList<string> ReadTags(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            return [];
        }

        var tags = new List<string>(2);
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                tags.Add(ReadRepeated(ref reader));
            }
        }

        return tags;
    }

    public static string? WriteFields(IReadOnlyDictionary<string, string> fields) =>
        fields.Count == 0 ? null : JsonSerializer.Serialize(fields, StorageJsonContext.Default.IReadOnlyDictionaryStringString);

    public static IReadOnlyDictionary<string, string> ReadFields(string? json) => json is null ? NoFields : ReadFields(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads what <see cref="WriteFields"/> wrote, straight from the row.</summary>
    /// <param name="json">The text in UTF-8; empty for none.</param>
    public static IReadOnlyDictionary<string, string> ReadFields(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            return NoFields;
        }

        var few = default(FieldBuffer);
        Dictionary<string, string>? many = null;
        var count = 0;
        var reader = new Utf8JsonReader(json);
        var name = "";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = ReadRepeated(ref reader);
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                Add(ref few, ref count, ref many, name, reader.GetString()!);
            }
        }

        return many is not null ? many : count == 0 ? NoFields : new FewFields([.. few[..count]]);
    }

    private static void Add(ref FieldBuffer few, ref int count, ref Dictionary<string, string>? many, string name, string value)
    {
        if (many is null && count == FewFields.Most)
        {
            many = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var field in few)
            {
                many[field.Key] = field.Value;
            }
        }

        if (many is not null)
        {
            many[name] = value;
            return;
        }

        // The last one of a name counts, as in a hash table.
        var place = 0;
        while (place < count && !string.Equals(few[place].Key, name, StringComparison.OrdinalIgnoreCase))
        {
            place++;
        }

        few[place] = new(name, value);
        count = Math.Max(count, place + 1);
    }

    public static string? WriteConsent(ConsentRecord? consent) =>
        consent is null ? null : JsonSerializer.Serialize(consent, StorageJsonContext.Default.ConsentRecord);

    public static ConsentRecord? ReadConsent(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, StorageJsonContext.Default.ConsentRecord);

    public static string? WriteQuotas(IReadOnlyList<QuotaClaim> quotas) =>
        quotas.Count == 0 ? null : JsonSerializer.Serialize(quotas, StorageJsonContext.Default.IReadOnlyListQuotaClaim);

    public static IReadOnlyList<QuotaClaim> ReadQuotas(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, StorageJsonContext.Default.ListQuotaClaim) ?? [];

    private static string ReadRepeated(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? reader.GetString()! : RepeatedText.Get(reader.ValueSpan);

    [InlineArray(FewFields.Most)]
    private struct FieldBuffer
    {
        private KeyValuePair<string, string> _first;
    }

    private static readonly IReadOnlyDictionary<string, string> NoFields = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;
}
