namespace Outreach.Storage.EfCore;

/// <summary>A provider's reply in its four columns.</summary>
internal static class StoredReply
{
    /// <summary>Makes the reply; its text is what tells whether there was one.</summary>
    public static ProviderReply? From(int? code, string? enhancedCode, string? text, string? providerMessageId) => text is null
        ? null
        : new ProviderReply { Code = code, EnhancedCode = enhancedCode, Text = text, ProviderMessageId = providerMessageId };
}
