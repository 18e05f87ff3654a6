namespace Outreach.Deliverability;

/// <summary>Data files that come with this package.</summary>
internal static class EmbeddedText
{
    public static string[] Lines(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    public static Stream Open(string name) => typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)!;
}
