namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>metadata</c>.</summary>
internal sealed class MetadataEntity
{
    public string Name { get; set; } = "";

    public string Value { get; set; } = "";
}
