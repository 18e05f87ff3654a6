using System.Text.Json.Serialization;

namespace Outreach.Storage.EfCore;

/// <summary>Serializers for plain values, lists and maps, which the send path reads and writes.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<QuotaClaim>))]
[JsonSerializable(typeof(List<QuotaClaim>))]
[JsonSerializable(typeof(ConsentRecord))]
internal sealed partial class StorageJsonContext : JsonSerializerContext;
