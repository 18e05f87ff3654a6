using System.Buffers;

namespace Outreach.Mime;

/// <summary>Gathers a message that comes in pieces, without what lies beyond the limits.</summary>
internal sealed class MessageIntake
{
    private const int FirstBuffer = 16 << 10;

    private readonly MimeParserOptions _options;
    private readonly ArrayBufferWriter<byte> _kept;
    private readonly BodyTrimmer? _trimmer;
    private int _room;
    private bool _truncated;

    public MessageIntake(MimeParserOptions options)
    {
        _options = options;
        _kept = new(Math.Min(FirstBuffer, options.MaxTotalBytes));
        _trimmer = options.MaxBodyBytes < options.MaxTotalBytes ? new BodyTrimmer(_kept, options) : null;
        _room = options.MaxTotalBytes;
    }

    /// <summary>Gets how many bytes it can take, and one more that shows that the message is too long.</summary>
    public long Wanted => _truncated ? 0 : _room + 1L;

    /// <summary>Takes the next bytes, at most as many as <see cref="Wanted"/>.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        _truncated = bytes.Length > _room;
        bytes = _truncated ? bytes[.._room] : bytes;
        _room -= bytes.Length;
        if (_trimmer is null)
        {
            _kept.Write(bytes);
        }
        else
        {
            _trimmer.Add(bytes);
        }
    }

    /// <summary>Parses what came.</summary>
    public ParsedMessage Parse()
    {
        _trimmer?.End();
        return MimeParser.Parse(new MimeDocument(_kept.WrittenMemory, _options, _trimmer?.Trims ?? []), _truncated);
    }
}
