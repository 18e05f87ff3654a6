using System.Buffers;

namespace Outreach;

/// <summary>Some rows in their order; the sound ones stand one after the other in <see cref="Content"/>, each ended by a line feed.</summary>
internal sealed class CsvBlock
{
    public List<CsvRecord> Records { get; } = [];

    public ArrayBufferWriter<byte> Content { get; } = new();

    public void Clear()
    {
        Records.Clear();
        Content.ResetWrittenCount();
    }
}
