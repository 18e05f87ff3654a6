using System.Buffers;
using System.IO.Pipelines;

namespace Outreach.Mime;

/// <summary>Reads mail as it comes from the network (RFC 5322, 2045 to 2049, 2231, 3464, 5965) into a <see cref="ParsedMessage"/>.</summary>
/// <remarks>
/// <para>
/// No sequence of bytes makes it throw: it reads what real clients send, stays within <see cref="MimeParserOptions"/>, takes time linear in the
/// size, and lists what is wrong in <see cref="ParsedMessage.Problems"/>. Only the structure is read at first; headers, addresses and contents are
/// decoded when they are asked for.
/// </para>
/// <para>The methods are pure and may be called by many threads.</para>
/// </remarks>
public static class MimeParser
{
    private const int StreamBuffer = 64 << 10;

    /// <summary>Parses a message that is in memory.</summary>
    /// <param name="message">The message. It is not copied: it must not change while the result is in use.</param>
    /// <param name="options">The limits, or <see langword="null"/> for <see cref="MimeParserOptions.Default"/>.</param>
    /// <returns>The message; for no bytes at all, a message without headers and with an empty text.</returns>
    public static ParsedMessage Parse(ReadOnlyMemory<byte> message, MimeParserOptions? options = null)
    {
        options ??= MimeParserOptions.Default;
        var truncated = message.Length > options.MaxTotalBytes;
        return Parse(new MimeDocument(truncated ? message[..options.MaxTotalBytes] : message, options, []), truncated);
    }

    /// <summary>Reads a stream to its end, or to <see cref="MimeParserOptions.MaxTotalBytes"/>, and parses what came.</summary>
    /// <remarks>Of each body no more than <see cref="MimeParserOptions.MaxBodyBytes"/> is ever in memory.</remarks>
    /// <param name="stream">The stream; it is left open.</param>
    /// <param name="options">The limits, or <see langword="null"/> for <see cref="MimeParserOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The message.</returns>
    /// <exception cref="IOException">The stream failed; errors of the stream are not hidden.</exception>
    public static async Task<ParsedMessage> ParseAsync(
        Stream stream, MimeParserOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= MimeParserOptions.Default;
        var intake = new MessageIntake(options);
        var buffer = ArrayPool<byte>.Shared.Rent(StreamBuffer);
        try
        {
            while (intake.Wanted > 0)
            {
                var room = buffer.AsMemory(0, (int)Math.Min(buffer.Length, intake.Wanted));
                var read = await stream.ReadAsync(room, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                intake.Add(room.Span[..read]);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return intake.Parse();
    }

    /// <summary>Reads a pipe to its end, or to <see cref="MimeParserOptions.MaxTotalBytes"/>, and parses what came.</summary>
    /// <remarks>Of each body no more than <see cref="MimeParserOptions.MaxBodyBytes"/> is ever in memory.</remarks>
    /// <param name="reader">The pipe. It is not completed; all that was read is marked as consumed.</param>
    /// <param name="options">The limits, or <see langword="null"/> for <see cref="MimeParserOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The message.</returns>
    public static async Task<ParsedMessage> ParseAsync(
        PipeReader reader, MimeParserOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= MimeParserOptions.Default;
        var intake = new MessageIntake(options);
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var wanted = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, intake.Wanted));
            foreach (var segment in wanted)
            {
                intake.Add(segment.Span);
            }

            reader.AdvanceTo(wanted.End);
            if (result.IsCompleted || result.IsCanceled || intake.Wanted == 0)
            {
                return intake.Parse();
            }
        }
    }

    internal static ParsedMessage Parse(MimeDocument document, bool truncated)
    {
        if (truncated)
        {
            document.Report(MimeProblemKind.TooLong, document.Memory.Length);
        }

        foreach (var trim in document.Trims)
        {
            document.Report(MimeProblemKind.BodyTooLong, trim.Offset);
        }

        new MimeStructureReader(document).Read();
        return new ParsedMessage(document.Parts[0]);
    }
}
