namespace Outreach.Providers.Smtp;

/// <summary>One row of <see cref="SmtpFailureTable"/>: all that it states must fit.</summary>
internal sealed record SmtpFailureRule(FailureKind Kind)
{
    /// <summary>Gets the reply code, or its first digit, or 0 for any.</summary>
    public int Code { get; init; }

    /// <summary>Gets the enhanced code, whole or up to a dot at its end, or without its class (<c>*.2.2</c>); <see langword="null"/> for any.</summary>
    public string? Enhanced { get; init; }

    /// <summary>Gets the words of which the reply must have one, in lower case; empty for any.</summary>
    public string[] Words { get; init; } = [];

    /// <summary>Gets the stage, or <see langword="null"/> for any.</summary>
    public SmtpStage? Stage { get; init; }

    public bool Matches(SmtpStage stage, int code, string? enhanced, string text) =>
        (Stage is null || Stage == stage)
        && (Code == 0 || Code == code || Code == code / 100)
        && (Enhanced is null || MatchesEnhanced(enhanced))
        && (Words.Length == 0 || Array.Exists(Words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private bool MatchesEnhanced(string? enhanced)
    {
        if (enhanced is null)
        {
            return false;
        }

        var wanted = Enhanced.AsSpan();
        var given = enhanced.AsSpan();
        if (wanted[0] == '*')
        {
            wanted = wanted[1..];
            given = given[1..];
        }

        return wanted[^1] == '.' ? given.StartsWith(wanted) : given.SequenceEqual(wanted);
    }
}
