using System.Text.RegularExpressions;

namespace Outreach.Providers.Http;

/// <summary>Finds reply code and enhanced code in what a provider quotes of a mail server's answer (RFC 5321 §4.2, RFC 3463).</summary>
public static partial class SmtpText
{
    private const int MostText = 2_000;

    /// <summary>Makes a reply that keeps the text word for word.</summary>
    /// <param name="text">The mail server's answer as the provider tells it.</param>
    /// <param name="code">The reply code, where the provider tells it apart.</param>
    /// <param name="enhancedCode">The enhanced code, where the provider tells it apart.</param>
    /// <param name="providerMessageId">The provider's id of the message.</param>
    public static ProviderReply ToReply(string? text, int? code = null, string? enhancedCode = null, string? providerMessageId = null)
    {
        var kept = text is { Length: > MostText } ? text[..MostText] : text ?? "";
        var match = Codes().Match(kept);
        return new ProviderReply
        {
            Code = code is >= 200 and <= 599 ? code
                : match.Success ? int.Parse(match.ValueSpan[..3], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture)
                : null,
            EnhancedCode = IsEnhanced(enhancedCode) ? enhancedCode : Enhanced().Match(kept) is { Success: true } enhanced ? enhanced.Value : null,
            Text = kept,
            ProviderMessageId = providerMessageId,
        };
    }

    private static bool IsEnhanced(string? text) => text is { Length: > 0 and < 12 } && Enhanced().Match(text) is { Success: true } match && match.Length == text.Length;

    [GeneratedRegex(@"(?<![0-9.])[245][0-9]{2}(?=[ \-]|$)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Codes();

    [GeneratedRegex(@"(?<![0-9.])[245]\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9.])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Enhanced();
}
