namespace Outreach.Samples;

/// <summary>The names under which the sample keeps its own values beside the data.</summary>
internal static class MetadataKeys
{
    /// <summary>The virtual time that the run has reached.</summary>
    public const string VirtualNow = "sample/virtual-now";
}
