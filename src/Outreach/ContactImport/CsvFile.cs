using System.Text;
using CsvHelper;

namespace Outreach;

/// <summary>An open CSV file: its format, found by a bounded prefix, and its rows, a block at a time.</summary>
internal sealed class CsvFile : IAsyncDisposable
{
    private const int PrefixLength = 65_536;

    private readonly CsvReplayStream _source;
    private readonly Stream _utf8;

    private CsvFile(CsvReplayStream source, Stream utf8, CsvRecordFramer framer, char delimiter, string encodingName)
    {
        _source = source;
        _utf8 = utf8;
        Framer = framer;
        Delimiter = delimiter;
        EncodingName = encodingName;
    }

    public CsvRecordFramer Framer { get; }

    public char Delimiter { get; }

    public string EncodingName { get; }

    public long BytesRead => _source.BytesRead;

    /// <summary>Opens a file; the stream stays open when this is disposed.</summary>
    public static async ValueTask<CsvFile> OpenAsync(Stream csv, ContactImportOptions options, CancellationToken cancellationToken = default)
    {
        var buffer = new byte[PrefixLength];
        var length = await csv.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var encoding = CsvEncoding.Detect(buffer.AsSpan(0, length), options.Encoding);
        var body = buffer.AsMemory(encoding.PreambleLength, length - encoding.PreambleLength);
        var text = encoding.Encoding.GetString(body.Span);
        var hasHint = CsvDelimiter.TryReadHint(text, out var hinted);
        var delimiter = options.Delimiter ?? (hasHint ? hinted : CsvDelimiter.Detect(text, isWhole: length < buffer.Length));
        var source = new CsvReplayStream(body, csv);
        var utf8 = encoding.Encoding is UTF8Encoding
            ? source
            : Encoding.CreateTranscodingStream(source, encoding.Encoding, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        var framer = new CsvRecordFramer(utf8, delimiter, options.MaxRecordLength, options.MaxColumns);
        if (hasHint)
        {
            await framer.SkipLineAsync(cancellationToken).ConfigureAwait(false);
        }

        return new CsvFile(source, utf8, framer, delimiter, encoding.Encoding.WebName);
    }

    /// <summary>Divides the sound rows of a block into fields.</summary>
    public CsvReader Divide(CsvBlock block) => CsvReader.Create(block.Content.WrittenMemory, new CsvReaderOptions
    {
        Separator = Delimiter,
        HasHeader = false,
        SkipEmptyLines = false,
        DetectSeparatorHint = false,
        MalformedData = CsvMalformedDataHandling.Recover,
        FieldCountMismatch = CsvFieldCountHandling.Allow,
    });

    /// <summary>Gets the fields of the sound rows of a block.</summary>
    public List<string[]> ReadFields(CsvBlock block)
    {
        var rows = new List<string[]>();
        using var reader = Divide(block);
        while (reader.Read())
        {
            rows.Add(reader.Current.ToArray());
        }

        return rows;
    }

    public ValueTask DisposeAsync() => _utf8.DisposeAsync();
}
