using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Outreach.Providers.Http;

/// <summary>An answer of a provider's API, read up to a limit.</summary>
public sealed class HttpAnswer : IDisposable
{
    private const int MostText = 2_000;
    private readonly HttpResponseMessage _response;
    private byte[]? _bytes;
    private readonly int _count;
    private readonly DateTimeOffset _now;

    private HttpAnswer(HttpResponseMessage response, byte[] bytes, int count, bool isCut, DateTimeOffset now)
    {
        _response = response;
        _bytes = bytes;
        _count = count;
        _now = now;
        IsCut = isCut;
    }

    /// <summary>Gets the status code (RFC 9110 §15).</summary>
    public int Status => (int)_response.StatusCode;

    /// <summary>Gets the body, valid until this is disposed.</summary>
    public ReadOnlySpan<byte> Body => _bytes.AsSpan(0, _count);

    /// <summary>Gets whether the body was longer than the limit; <see cref="Body"/> is its beginning.</summary>
    public bool IsCut { get; }

    /// <summary>Gets how a refusal with this status is meant where the provider says nothing more exact.</summary>
    public FailureKind KindOfRefusal => HttpStatusKinds.Of(Status);

    /// <summary>Gets how long the answer asks to wait (RFC 9110 §10.2.3), or <see langword="null"/>.</summary>
    public TimeSpan? RetryAfter => RetryAfterHeader.Read(_response.Headers.RetryAfter, _now);

    /// <summary>Gets the time at which the answer was read.</summary>
    public DateTimeOffset ReceivedAt => _now;

    /// <summary>Finds a header of the answer.</summary>
    public string? Header(string name) => _response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>Reads the body as JSON.</summary>
    /// <returns>Whether it is JSON of that type.</returns>
    public bool TryReadJson<T>(JsonTypeInfo<T> type, [NotNullWhen(true)] out T? value)
        where T : class
    {
        value = null;
        if (IsCut || _count == 0)
        {
            return false;
        }

        try
        {
            value = JsonSerializer.Deserialize(Body, type);
            return value is not null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Makes the reply that is kept: the status and the raw body.</summary>
    /// <param name="providerMessageId">The id that the provider gave the message.</param>
    public ProviderReply ToReply(string? providerMessageId = null) => new()
    {
        Code = Status,
        Text = Text(),
        ProviderMessageId = providerMessageId,
    };

    /// <summary>Makes the result of an answer that accepts the message.</summary>
    /// <param name="providerMessageId">The id that the provider gave the message.</param>
    public HandOverResult Accepted(string? providerMessageId) => new() { Phase = HandOverPhase.Answered, Reply = ToReply(providerMessageId) };

    /// <summary>Makes the result of an answer that refuses the message for certain.</summary>
    /// <param name="kind">How it is meant.</param>
    /// <param name="retryAfter">How long to wait, where <see cref="RetryAfter"/> does not say.</param>
    public HandOverResult Refused(FailureKind kind, TimeSpan? retryAfter = null) => new()
    {
        Phase = HandOverPhase.Answered,
        Failure = kind,
        Reply = ToReply(),
        RetryAfter = RetryAfter ?? retryAfter,
    };

    /// <summary>Makes the result of an answer from which nobody can tell whether the message was accepted.</summary>
    public HandOverResult Unclear() => new() { Phase = HandOverPhase.HandedOver, Reply = ToReply() };

    /// <summary>
    /// Makes the result of an answer that is no success: refused for certain by a status of 300 to 499 or one that the provider documents as not
    /// accepted, else unclear.
    /// </summary>
    /// <param name="kind">How it is meant, or <see langword="null"/> for what the status says.</param>
    /// <param name="isCertain">Whether the provider documents an answer of 500 or more as not accepted.</param>
    /// <param name="retryAfter">How long to wait, where <see cref="RetryAfter"/> does not say.</param>
    public HandOverResult NotAccepted(FailureKind? kind = null, bool isCertain = false, TimeSpan? retryAfter = null) =>
        Status is >= 300 and < 500 || isCertain ? Refused(kind ?? KindOfRefusal, retryAfter) : Unclear();

    /// <summary>Gives the memory and the connection back.</summary>
    public void Dispose()
    {
        if (_bytes is { } bytes)
        {
            _bytes = null;
            ArrayPool<byte>.Shared.Return(bytes);
            _response.Dispose();
        }
    }

    internal static async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var expected = Math.Min(response.Content.Headers.ContentLength ?? 1_024, most);
        var bytes = ArrayPool<byte>.Shared.Rent((int)Math.Max(expected + 1, 256));
        var count = 0;
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (count <= most)
                {
                    if (count == bytes.Length)
                    {
                        bytes = Grow(bytes, count);
                    }

                    var read = await stream.ReadAsync(bytes.AsMemory(count, Math.Min(bytes.Length, most + 1) - count), cancellationToken).ConfigureAwait(false);
                    if (read == 0)
                    {
                        break;
                    }

                    count += read;
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }

        return new HttpAnswer(response, bytes, Math.Min(count, most), isCut: count > most, now);
    }

    private static byte[] Grow(byte[] bytes, int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
        bytes.AsSpan(0, count).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        return larger;
    }

    private string Text()
    {
        var text = Encoding.UTF8.GetString(Body[..Math.Min(_count, MostText * 4)]);
        return text.Length <= MostText ? text : text[..MostText];
    }
}
