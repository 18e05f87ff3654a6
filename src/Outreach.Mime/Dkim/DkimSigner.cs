using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Outreach.Mime;

/// <summary>Signs messages with DKIM (RFC 6376), rsa-sha256. Never limits the signature to a part of the body (<c>l=</c>).</summary>
/// <remarks>
/// <para>
/// One signer, with its one key, serves all threads: signing only reads the key. A signature costs one RSA operation and next to nothing else, and
/// allocates nothing once the pools are warm.
/// </para>
/// <para>For several signatures, call several signers with the same message and put all the fields in front of it.</para>
/// </remarks>
public sealed class DkimSigner : IDisposable
{
    private const int MinKeyBits = 2048;
    private const int StackFields = 64;

    private readonly RSA _key;
    private readonly DkimSignerOptions _options;
    private readonly TimeProvider _time;
    private readonly DkimSignatureWriter _writer;
    private readonly ConcurrentQueue<IncrementalHash> _hashes = new();
    private volatile bool _disposed;

    /// <summary>Initializes a signer.</summary>
    /// <param name="key">The private key, at least 2,048 bits. The signer owns it from now on and disposes it.</param>
    /// <param name="options">Domain, selector and what is signed.</param>
    /// <param name="timeProvider">The clock for <c>t=</c> and <c>x=</c>; <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentException">The key is too short or an option is out of its range; the message says what to do.</exception>
    public DkimSigner(RSA key, DkimSignerOptions options, TimeProvider? timeProvider = null)
        : this(key, options, timeProvider, MinKeyBits)
    {
    }

    internal DkimSigner(RSA key, DkimSignerOptions options, TimeProvider? timeProvider, int minKeyBits)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);
        if (key.KeySize < minKeyBits)
        {
            // RFC 8301 §3.2: signers should use at least 2,048 bits.
            throw new ArgumentException($"The DKIM key has {key.KeySize} bits; create one of at least {minKeyBits} bits.", nameof(key));
        }

        _key = key;
        _options = options;
        _time = timeProvider ?? TimeProvider.System;
        _writer = new DkimSignatureWriter(options, key.KeySize / 8);
    }

    /// <summary>Gets what is put into the signatures.</summary>
    public DkimSignerOptions Options => _options;

    /// <summary>Makes a signer from a private key in PEM text (PKCS#8 or PKCS#1), as <c>openssl genrsa 2048</c> writes it.</summary>
    /// <param name="pem">The PEM text.</param>
    /// <param name="options">Domain, selector and what is signed.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <returns>The signer.</returns>
    /// <exception cref="ArgumentException">The text is no RSA private key, the key is too short, or an option is out of its range.</exception>
    public static DkimSigner FromPem(string pem, DkimSignerOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(pem);
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            return new DkimSigner(key, options, timeProvider);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw exception is ArgumentException { ParamName: not "input" } ? exception : new ArgumentException(
                "The text is not an RSA private key in PEM form: give the whole file, from -----BEGIN to END-----.", nameof(pem), exception);
        }
    }

    /// <summary>Signs a message.</summary>
    /// <param name="message">The whole message with CRLF line ends, as it will be sent.</param>
    /// <param name="output">Takes the field <c>DKIM-Signature: …</c> with its last CRLF; it belongs in front of the message.</param>
    /// <exception cref="ArgumentException">
    /// The message has no From field, no empty line behind its headers, or starts with white space.
    /// </exception>
    public void Sign(ReadOnlySpan<byte> message, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Sign(message, default, output);
    }

    /// <summary>Signs a message whose body was hashed before, such as one body for many recipients.</summary>
    /// <param name="headers">The header section with CRLF line ends and the empty line behind it; a body after it is not looked at.</param>
    /// <param name="bodyHash">The hash of the body, canonicalised as <see cref="DkimSignerOptions.BodyCanonicalization"/> says.</param>
    /// <param name="output">Takes the field with its last CRLF.</param>
    /// <exception cref="ArgumentException">The hash is not set or made otherwise, or the headers have no From field or no end.</exception>
    public void SignHeaders(ReadOnlySpan<byte> headers, DkimBodyHash bodyHash, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (!bodyHash.IsSet || bodyHash.Canonicalization != _options.BodyCanonicalization)
        {
            throw new ArgumentException(
                $"Compute the body hash with {_options.BodyCanonicalization} canonicalization, as the signer's options say.", nameof(bodyHash));
        }

        Sign(headers, bodyHash, output);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _key.Dispose();
        while (_hashes.TryDequeue(out var hash))
        {
            hash.Dispose();
        }
    }

    private void Sign(ReadOnlySpan<byte> message, DkimBodyHash bodyHash, IBufferWriter<byte> output)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (message.Length > 0 && message[0] is (byte)' ' or (byte)'\t')
        {
            // It would become a part of the field that is put in front of it.
            throw new ArgumentException("The message starts with white space instead of a header field.", nameof(message));
        }

        HeaderEntry[]? rented = null;
        Span<HeaderEntry> fields = stackalloc HeaderEntry[StackFields];
        var count = DkimHeaders.Read(message, fields, out var bodyStart);
        if (count > fields.Length)
        {
            fields = rented = ArrayPool<HeaderEntry>.Shared.Rent(count);
            DkimHeaders.Read(message, fields, out bodyStart);
        }

        try
        {
            if (bodyStart < 0)
            {
                throw new ArgumentException("The message has no empty line behind its headers.", nameof(message));
            }

            bodyHash = bodyHash.IsSet ? bodyHash : HashBody(message[bodyStart..]);
            Sign(message[..bodyStart], fields[..count], bodyHash, output);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<HeaderEntry>.Shared.Return(rented);
            }
        }
    }

    private void Sign(ReadOnlySpan<byte> headers, ReadOnlySpan<HeaderEntry> fields, in DkimBodyHash bodyHash, IBufferWriter<byte> output)
    {
        // The canonical headers, the new field, and the new field in canonical form.
        var scratch = ArrayPool<byte>.Shared.Rent((2 * headers.Length) + (3 * _writer.MaxLength(fields.Length)));
        try
        {
            var canonical = scratch.AsSpan();
            var written = _writer.WriteSigned(headers, fields, canonical);
            var field = canonical[written..];
            var length = _writer.WriteField(headers, fields, bodyHash, _time.GetUtcNow(), field);
            if (length == 0)
            {
                throw new ArgumentException("The message has no From field; DKIM requires one.", nameof(headers));
            }

            // The field to hash lies right behind the headers; where it came from is copied away first.
            var target = output.GetSpan(length + _writer.SignatureLength);
            field[..length].CopyTo(target);
            written += DkimHeaders.Write(target[..length], DkimSignatureWriter.NameLength, _options.HeaderCanonicalization, field);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(canonical[..written], hash);
            output.Advance(length + WriteSignature(hash, target[length..]));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private int WriteSignature(ReadOnlySpan<byte> hash, Span<byte> to)
    {
        Span<byte> signature = stackalloc byte[_writer.KeyBytes];
        if (!_key.TrySignHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, out var length))
        {
            throw new CryptographicException("The key gave a signature longer than the key.");
        }

        return DkimSignatureWriter.WriteSignature(signature[..length], to);
    }

    private DkimBodyHash HashBody(ReadOnlySpan<byte> body)
    {
        var hash = _hashes.TryDequeue(out var pooled) ? pooled : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var result = DkimBodyHash.Compute(body, _options.BodyCanonicalization, hash);
        _hashes.Enqueue(hash);
        return result;
    }
}
