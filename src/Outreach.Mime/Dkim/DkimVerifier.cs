using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Outreach.Mime;

/// <summary>Verifies the DKIM signatures of messages: rsa-sha256 (RFC 6376) and ed25519-sha256 (RFC 8463).</summary>
/// <remarks>No message makes it throw; what is wrong is in the results. One verifier may be used by many threads.</remarks>
public sealed class DkimVerifier
{
    // Longer header sections are not those of mail; what is signed in them is copied once for each signature.
    private const int MaxFields = 10_000;

    private readonly IDkimKeyLookup _keys;
    private readonly TimeProvider _time;

    /// <summary>Initializes a verifier.</summary>
    /// <param name="keys">Finds the public keys.</param>
    /// <param name="timeProvider">The clock for expiry; <see langword="null"/> for the system's.</param>
    public DkimVerifier(IDkimKeyLookup keys, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _keys = keys;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Gets how many signatures of a message are checked, from the top; each costs a DNS question.</summary>
    /// <value>1 to 100. Default: 10.</value>
    public int MaxSignatures
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100);
            field = value;
        }
    } = 10;

    /// <summary>Verifies all signatures of a message.</summary>
    /// <param name="message">The message as it was received. Bare line feeds are read as CRLF.</param>
    /// <param name="cancellationToken">Stops the verification.</param>
    /// <returns>A result for each signature; none if the message has none.</returns>
    public async Task<DkimVerification> VerifyAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        var parsed = DkimMessage.Read(message, MaxFields);
        var results = new List<DkimSignatureResult>();
        foreach (var index in parsed.FindAll("DKIM-Signature"))
        {
            var signature = DkimSignatureField.Read(parsed.Value(index));
            var result = results.Count >= MaxSignatures
                ? signature.Result with { Failure = DkimFailure.TooManySignatures }
                : await VerifyAsync(parsed, index, signature, cancellationToken).ConfigureAwait(false);
            results.Add(result);
            if (results.Count > MaxSignatures)
            {
                break;
            }
        }

        return new DkimVerification(results);
    }

    private async Task<DkimSignatureResult> VerifyAsync(
        DkimMessage message, int index, DkimSignatureField signature, CancellationToken cancellationToken)
    {
        var result = signature.Result;
        if (result.Failure != DkimFailure.None)
        {
            return result;
        }

        if (message.IsMalformed)
        {
            return result with { Failure = DkimFailure.MalformedMessage };
        }

        if (result.ExpiresAt < _time.GetUtcNow())
        {
            return result with { Failure = DkimFailure.Expired };
        }

        if (!DomainName.TryToAscii(result.Domain, out var domain) || !Ascii.IsValid(result.Selector))
        {
            return result with { Failure = DkimFailure.MalformedSignature };
        }

        var records = await _keys.FindAsync($"{result.Selector}._domainkey.{domain}", cancellationToken).ConfigureAwait(false);
        if (records.IsTemporaryFailure)
        {
            return result with { Status = DkimStatus.TempError, Failure = DkimFailure.KeyUnavailable };
        }

        using var key = ChooseKey(records.Texts, signature);
        if (key is null || key.Failure != DkimFailure.None)
        {
            return result with { Failure = key?.Failure ?? DkimFailure.KeyNotFound };
        }

        return Check(message, index, signature, key);
    }

    // There should be one record (RFC 6376 §3.6.2.2); of several the first that can be used counts, else the first says what is wrong.
    private static DkimKey? ChooseKey(IReadOnlyList<string> texts, DkimSignatureField signature)
    {
        DkimKey? first = null;
        foreach (var text in texts.Take(8))
        {
            var key = DkimKey.Read(text, signature);
            if (key.Failure == DkimFailure.None)
            {
                return key;
            }

            first ??= key;
        }

        return first;
    }

    private static DkimSignatureResult Check(DkimMessage message, int index, DkimSignatureField signature, DkimKey key)
    {
        var algorithm = signature.Result.Algorithm == "rsa-sha1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        using var hash = IncrementalHash.CreateHash(algorithm);
        var limit = signature.Result.BodyLimit;
        var length = DkimBody.Append(message.Body, signature.BodyCanonicalization, limit ?? long.MaxValue, hash);
        var result = signature.Result with
        {
            KeyBits = key.Bits,
            IsTestKey = key.IsTest,
            UnsignedBodyBytes = limit is { } bytes ? Math.Max(0, length - bytes) : 0,
        };
        if (limit > length)
        {
            return result with { Failure = DkimFailure.BodyTooShort };
        }

        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(signature.BodyHash))
        {
            return result with { Status = DkimStatus.Fail, Failure = DkimFailure.BodyHashMismatch };
        }

        message.AppendSigned(index, signature, hash);
        if (!key.Verify(hash.GetHashAndReset(), algorithm, signature.Signature))
        {
            return result with { Status = DkimStatus.Fail, Failure = DkimFailure.SignatureMismatch };
        }

        return algorithm == HashAlgorithmName.SHA1 ? result with { Status = DkimStatus.Policy, Failure = DkimFailure.ObsoleteAlgorithm }
            : key.IsTooShort ? result with { Status = DkimStatus.Policy, Failure = DkimFailure.KeyTooShort }
            : result with { Status = DkimStatus.Pass };
    }
}
