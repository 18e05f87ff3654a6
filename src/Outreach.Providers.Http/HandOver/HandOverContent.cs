using System.Net;

namespace Outreach.Providers.Http;

/// <summary>
/// Writes a body once, and asks for the intent just before its last byte: a server acts on a whole request only (RFC 9112 §6.3), so whatever
/// breaks before that byte leaves nothing in doubt.
/// </summary>
internal sealed class HandOverContent : HttpContent
{
    private readonly HandOverBody _body;
    private readonly HandOverState _state;

    public HandOverContent(HandOverBody body, HandOverState state)
    {
        _body = body;
        _state = state;
        Headers.ContentType = body.MediaType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // A handler of the host that repeats requests gets here a second time; whether it may is not its to know.
        _state.Begin();
        var (most, last) = SplitLast();
        foreach (var piece in most)
        {
            if (!piece.IsEmpty)
            {
                await stream.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
            }
        }

        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        await _state.CommitAsync().ConfigureAwait(false);
        await stream.WriteAsync(last, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    private (ReadOnlyMemory<byte>[] Most, ReadOnlyMemory<byte> Last) SplitLast() => _body switch
    {
        { Tail: { Length: > 0 } tail } => ([_body.Head, _body.Content, tail[..^1]], tail[^1..]),
        { Content: { Length: > 0 } content } => ([_body.Head, content[..^1]], content[^1..]),
        _ => throw new InvalidOperationException("A message can't be handed over by an empty body."),
    };
}
