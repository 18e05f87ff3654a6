using System.Globalization;

namespace Outreach.Mime;

/// <summary>A signature as a message carries it, read and checked by itself (RFC 6376 §3.5, §6.1.1).</summary>
internal sealed class DkimSignatureField
{
    private static readonly string[] Required = ["v", "a", "b", "bh", "d", "h", "s"];

    /// <summary>What is known of the signature so far; its failure says whether it is in order.</summary>
    public DkimSignatureResult Result { get; private set; } = new() { Status = DkimStatus.PermError, Failure = DkimFailure.MalformedSignature };

    public Range SignatureValue { get; private set; }

    public byte[] Signature { get; private set; } = [];

    public byte[] BodyHash { get; private set; } = [];

    public DkimCanonicalization HeaderCanonicalization { get; private set; } = DkimCanonicalization.Simple;

    public DkimCanonicalization BodyCanonicalization { get; private set; } = DkimCanonicalization.Simple;

    public string IdentityDomain { get; private set; } = "";

    public static DkimSignatureField Read(ReadOnlySpan<byte> value)
    {
        var field = new DkimSignatureField();
        if (DkimTags.Parse(value) is { } tags)
        {
            field.Result = field.Result with
            {
                Domain = MailText.Lower(tags["d"] ?? ""),
                Selector = tags["s"] ?? "",
                Algorithm = MailText.Lower(tags["a"] ?? ""),
                Identity = tags["i"] ?? (tags["d"] is { } domain ? "@" + domain : ""),
                SignedHeaders = tags.Split("h", ':') ?? [],
            };
            var failure = field.Check(tags);
            field.Result = field.Result with { Failure = failure };
        }

        return field;
    }

    private DkimFailure Check(DkimTags tags)
    {
        if (Required.Any(name => tags[name] is null))
        {
            return DkimFailure.MissingTag;
        }

        if (tags["v"] != "1")
        {
            return DkimFailure.UnknownVersion;
        }

        if (Result.Algorithm is not ("rsa-sha256" or "ed25519-sha256" or "rsa-sha1"))
        {
            return DkimFailure.UnknownAlgorithm;
        }

        if (!TryCanonicalization(tags["c"]))
        {
            return DkimFailure.UnknownCanonicalization;
        }

        if (tags.Split("q", ':') is { } queries && !queries.Contains("dns/txt", StringComparer.OrdinalIgnoreCase)
            && !queries.Contains("dns", StringComparer.OrdinalIgnoreCase))
        {
            return DkimFailure.UnknownQuery;
        }

        SignatureValue = tags.SignatureValue;
        return CheckValues(tags);
    }

    private DkimFailure CheckValues(DkimTags tags)
    {
        if (!TryBase64(tags.Compact("b"), out var signature) || !TryBase64(tags.Compact("bh"), out var bodyHash)
            || Result.Domain.Length is 0 or > 253 || Result.Selector.Length is 0 or > 253
            || !TryNumber(tags["t"], out var signed) || !TryNumber(tags["x"], out var expires) || !TryNumber(tags["l"], out var limit))
        {
            return DkimFailure.MalformedSignature;
        }

        (Signature, BodyHash) = (signature, bodyHash);
        Result = Result with { SignedAt = Time(signed), ExpiresAt = Time(expires), BodyLimit = limit };
        if (expires <= signed)
        {
            return DkimFailure.MalformedSignature;
        }

        if (!Result.SignedHeaders.Contains("from", StringComparer.OrdinalIgnoreCase))
        {
            return DkimFailure.FromNotSigned;
        }

        IdentityDomain = Result.Identity[(Result.Identity.LastIndexOf('@') + 1)..];
        var belongs = Result.Identity.Contains('@', StringComparison.Ordinal)
            && (IdentityDomain.Equals(Result.Domain, StringComparison.OrdinalIgnoreCase)
                || IdentityDomain.EndsWith("." + Result.Domain, StringComparison.OrdinalIgnoreCase));
        return belongs ? DkimFailure.None : DkimFailure.IdentityMismatch;
    }

    // §3.5: the default is simple for both; one word is for the headers.
    private bool TryCanonicalization(string? text)
    {
        var words = (text ?? "simple").Split('/');
        var isKnown = words.Length <= 2 && words.All(word => MailText.Lower(word.Trim()) is "simple" or "relaxed");
        HeaderCanonicalization = Parse(words[0]);
        BodyCanonicalization = Parse(words.Length > 1 ? words[1] : "simple");
        return isKnown;
    }

    private static DkimCanonicalization Parse(string word) =>
        MailText.Lower(word.Trim()) == "relaxed" ? DkimCanonicalization.Relaxed : DkimCanonicalization.Simple;

    private static bool TryBase64(string? text, out byte[] bytes)
    {
        bytes = new byte[((text?.Length ?? 0) * 3 / 4) + 3];
        if (string.IsNullOrEmpty(text) || !Convert.TryFromBase64String(text, bytes, out var length))
        {
            return false;
        }

        bytes = bytes[..length];
        return true;
    }

    // §3.5: up to 76 digits; what is beyond a long is beyond all messages and times.
    private static bool TryNumber(string? text, out long? value)
    {
        value = null;
        if (text is null)
        {
            return true;
        }

        if (text.Length is 0 or > 76 || !text.All(char.IsAsciiDigit))
        {
            return false;
        }

        value = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
        return true;
    }

    private static DateTimeOffset? Time(long? seconds) => seconds is { } value
        ? DateTimeOffset.FromUnixTimeSeconds(Math.Min(value, DateTimeOffset.MaxValue.ToUnixTimeSeconds()))
        : null;
}
