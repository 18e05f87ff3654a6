using System.Globalization;
using System.Text;

namespace Outreach.Providers.Smtp;

/// <summary>
/// The octets of a message on their way. A short one is held back until its intent is granted and then goes out in one write with its end; of
/// a long one only the last piece is held back. A receiver acts only on the end, so both are equally safe, and a short one that may not go
/// has not even left the host.
/// </summary>
internal sealed class SmtpContent(SmtpOptions options, SmtpWire wire, bool isChunked)
{
    /// <summary>The longest piece that is held back.</summary>
    internal const int PieceLength = 32 * 1024;

    // How many answers to BDAT may be outstanding; they wait in the socket's buffer meanwhile.
    private const int MaxOutstanding = 64;

    private ReadOnlyMemory<byte> _rest;
    private MessageEncoder _encoder;

    /// <summary>Gets whether the message goes out with BDAT.</summary>
    public bool IsChunked => isChunked;

    /// <summary>Gets whether a beginning goes out before the intent.</summary>
    public bool IsLong => _rest.Length > PieceLength;

    public void Start(ReadOnlyMemory<byte> content)
    {
        _rest = content;
        _encoder = MessageEncoder.Create(stuffDots: !isChunked);
    }

    /// <summary>Sends all but the last piece.</summary>
    /// <returns>The server's refusal, after which the connection is of no more use, or <see langword="null"/>.</returns>
    public async ValueTask<HandOverResult?> SendBeginningAsync()
    {
        var outstanding = 0;
        HandOverResult? refusal = null;
        while (IsLong && refusal is null)
        {
            WritePiece(TakePiece(PieceLength), isLast: false);
            await wire.FlushAsync(options.Timeouts.DataBlock).ConfigureAwait(false);
            if (isChunked && ++outstanding >= MaxOutstanding)
            {
                refusal = await ReadChunkReplyAsync().ConfigureAwait(false);
                outstanding--;
            }
        }

        for (; outstanding > 0 && refusal is null; outstanding--)
        {
            refusal = await ReadChunkReplyAsync().ConfigureAwait(false);
        }

        return refusal ?? await ReadEarlyRefusalAsync().ConfigureAwait(false);
    }

    /// <summary>Writes, without sending it, what completes the message: what is left of it, and its end.</summary>
    public void WriteEnd()
    {
        WritePiece(TakePiece(_rest.Length), isLast: true);
        wire.Show("[end of the message]", fromClient: true);
    }

    private ReadOnlySpan<byte> TakePiece(int length)
    {
        var piece = _rest[..length];
        _rest = _rest[length..];
        return piece.Span;
    }

    private void WritePiece(ReadOnlySpan<byte> piece, bool isLast)
    {
        // "BDAT 65543 LAST" and the line's end; the number is known only when the octets are encoded.
        const int CommandRoom = 32;
        var room = wire.GetSpan(CommandRoom + MessageEncoder.MaxEncoded(piece.Length));
        var octets = isChunked ? room[CommandRoom..] : room;
        var length = _encoder.Encode(piece, octets);
        if (isLast)
        {
            length += _encoder.Finish(octets[length..]);
        }

        if (isChunked)
        {
            var command = string.Create(CultureInfo.InvariantCulture, $"BDAT {length}{(isLast ? " LAST" : "")}\r\n");
            var written = Encoding.ASCII.GetBytes(command, room);
            octets[..length].CopyTo(room[written..]);
            length += written;
            wire.Show(command[..^2], fromClient: true);
        }
        else if (isLast)
        {
            ".\r\n"u8.CopyTo(octets[length..]);
            length += 3;
        }

        wire.Advance(length);
    }

    private async ValueTask<HandOverResult?> ReadChunkReplyAsync()
    {
        var reply = await wire.ReadReplyAsync(options.Timeouts.DataBlock, "after BDAT").ConfigureAwait(false);
        return reply.Class switch
        {
            2 => null,
            3 => throw new SmtpSessionException(FailureKind.Transient, "The relay gave an answer that does not fit after BDAT.", reply.ToProviderReply()),
            _ => SmtpEnvelope.Refusal(SmtpStage.EndOfData, reply.ToProviderReply()),
        };
    }

    /// <summary>Some servers refuse a long message before they have seen its end.</summary>
    private async ValueTask<HandOverResult?> ReadEarlyRefusalAsync()
    {
        if (!wire.IsReadable())
        {
            return null;
        }

        var reply = await wire.ReadReplyAsync(options.Timeouts.DataBlock, "during the message").ConfigureAwait(false);
        return reply.Class is 4 or 5
            ? SmtpEnvelope.Refusal(SmtpStage.EndOfData, reply.ToProviderReply())
            : throw new SmtpSessionException(FailureKind.Transient, "The relay sent a reply that nothing had asked for.", reply.ToProviderReply());
    }
}
