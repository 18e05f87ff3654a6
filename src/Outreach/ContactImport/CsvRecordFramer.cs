using System.Buffers;

namespace Outreach;

/// <summary>
/// Cuts a file (UTF-8) into rows, with bounded memory whatever the file holds, so that one broken row costs that row only. A row ends at a line end
/// outside quotation marks. Where quotation marks are broken, or a limit is exceeded, the line on which the row began is given as broken and
/// the next line starts a new row: a mark that is never closed can't swallow the rest of the file.
/// </summary>
/// <remarks>
/// Blanks between a closing quotation mark and the delimiter are removed, since some programs write them. A quotation mark inside a
/// field that did not begin with one is an ordinary character. Looking ahead is limited by the greatest row and by its number of columns, which
/// bounds the work on a hostile file to a fixed factor of its size.
/// </remarks>
internal sealed class CsvRecordFramer
{
    private const byte Quote = (byte)'"';
    private const int BlockLength = 32_768;
    private const int BlockRecords = 1_000;

    private readonly Stream _utf8;
    private readonly byte _delimiter;
    private readonly int _maxRecordLength;
    private readonly int _maxColumns;
    private readonly SearchValues<byte> _fieldEnds;
    private readonly List<Range> _padding = [];
    private readonly byte[] _buffer;
    private int _start;
    private int _end;
    private int _expectedEnd;
    private bool _isFinal;
    private bool _isSkippingLine;
    private long _line = 1;

    public CsvRecordFramer(Stream utf8, char delimiter, int maxRecordLength, int maxColumns)
    {
        _utf8 = utf8;
        _delimiter = (byte)delimiter;
        _maxRecordLength = maxRecordLength;
        _maxColumns = maxColumns;
        _fieldEnds = SearchValues.Create([_delimiter, (byte)'\r', (byte)'\n']);
        _buffer = new byte[(2 * maxRecordLength) + BlockLength];
    }

    private enum Step
    {
        Record,
        NeedMore,
        Broken,
    }

    /// <summary>
    /// Gets or sets how many columns rows should have, or 0 if that is not known. A row with line breaks within quotation marks that has not as
    /// many is taken as broken: it is more likely that two marks are missing than that its lines belong together.
    /// </summary>
    public int ExpectedColumns { get; set; }

    /// <summary>Reads the next rows.</summary>
    /// <param name="block">Receives the rows.</param>
    /// <param name="limit">The greatest number of rows, or 0 for a full block.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Whether there were any.</returns>
    public async ValueTask<bool> ReadBlockAsync(CsvBlock block, int limit, CancellationToken cancellationToken)
    {
        block.Clear();
        while (block.Content.WrittenCount < BlockLength && block.Records.Count < (limit > 0 ? limit : BlockRecords))
        {
            if (!_isFinal && _end - _start <= _maxRecordLength + 1)
            {
                await FillAsync(cancellationToken).ConfigureAwait(false);
            }

            if (_start == _end)
            {
                break;
            }

            if (_isSkippingLine)
            {
                SkipLine();
            }
            else
            {
                Take(block);
            }
        }

        return block.Records.Count > 0;
    }

    /// <summary>Steps over the first line, whatever it holds.</summary>
    public async ValueTask SkipLineAsync(CancellationToken cancellationToken)
    {
        await FillAsync(cancellationToken).ConfigureAwait(false);
        SkipLine();
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var free = _buffer.AsMemory(_end);
        var read = await _utf8.ReadAtLeastAsync(free, free.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        _end += read;
        _isFinal = read < free.Length;
    }

    private void Take(CsvBlock block)
    {
        // One octet beyond the limit, so that a line end just behind the longest row is seen whole.
        var window = _buffer.AsSpan(_start, Math.Min(_end - _start, _maxRecordLength + 2));
        var isWhole = _isFinal && window.Length == _end - _start;
        _padding.Clear();
        var step = Scan(window, isWhole, out var length, out var column, out var fault);
        if (step == Step.Record && length <= _maxRecordLength)
        {
            if (!IsSuspect(window[..length], column))
            {
                Append(block, window[..length], column);
                Advance(window, length);
                return;
            }

            (step, fault) = (Step.Broken, column < ExpectedColumns ? ImportRejectionCode.TooFewColumns : ImportRejectionCode.TooManyColumns);
        }

        fault = step == Step.Broken ? fault : ImportRejectionCode.RecordTooLong;
        block.Records.Add(new CsvRecord(_line, fault, fault == ImportRejectionCode.RecordTooLong ? 0 : column));
        _isSkippingLine = true;
    }

    private bool IsSuspect(ReadOnlySpan<byte> record, int columns) =>
        ExpectedColumns > 0 && columns != ExpectedColumns && record.ContainsAny((byte)'\r', (byte)'\n') &&
        (columns < ExpectedColumns || record[_expectedEnd..].ContainsAnyExcept([_delimiter, Quote, (byte)' ', (byte)'\t']));

    private void Append(CsvBlock block, ReadOnlySpan<byte> record, int columns)
    {
        if (columns == 1 && record.Trim(" \t"u8).IsEmpty)
        {
            return;
        }

        var copied = 0;
        foreach (var padding in _padding)
        {
            block.Content.Write(record[copied..padding.Start.Value]);
            copied = padding.End.Value;
        }

        block.Content.Write(record[copied..]);
        block.Content.Write("\n"u8);
        block.Records.Add(new CsvRecord(_line, Fault: null, columns));
    }

    /// <summary>Steps over a row and the line end behind it.</summary>
    private void Advance(ReadOnlySpan<byte> window, int length)
    {
        _line += CountLineEnds(window[..length]);
        var next = length;
        if (next < window.Length)
        {
            next += window[next] == '\r' && next + 1 < window.Length && window[next + 1] == '\n' ? 2 : 1;
            _line++;
        }

        _start += next;
    }

    /// <summary>Steps over the rest of a line, which may be longer than the buffer.</summary>
    private void SkipLine()
    {
        var rest = _buffer.AsSpan(_start.._end);
        var at = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if (at < 0)
        {
            _start = _end;
            return;
        }

        if (rest[at] == '\r' && at + 1 == rest.Length && !_isFinal)
        {
            // Whether a line feed follows is seen after the next read.
            _start += at;
            return;
        }

        _start += at;
        Advance(rest[at..], 0);
        _isSkippingLine = false;
    }

    /// <summary>Finds the end of the row that begins at the start of the window.</summary>
    /// <param name="window">What is in the buffer, at most a little more than the longest row.</param>
    /// <param name="isWhole">Whether nothing follows the window.</param>
    /// <param name="length">The row's length without its line end.</param>
    /// <param name="column">The number of columns, or the column at fault.</param>
    /// <param name="fault">What is wrong with the row.</param>
    private Step Scan(ReadOnlySpan<byte> window, bool isWhole, out int length, out int column, out ImportRejectionCode fault)
    {
        length = 0;
        fault = default;
        for (column = 1; column <= _maxColumns; column++, length++)
        {
            if (length < window.Length && window[length] == Quote)
            {
                length = FindClosingQuote(window, length + 1);
                if (length < 0)
                {
                    fault = ImportRejectionCode.UnclosedQuote;
                    return Step.Broken;
                }

                length = SkipPadding(window, length + 1);
                if (length < window.Length && !_fieldEnds.Contains(window[length]))
                {
                    fault = ImportRejectionCode.TextAfterQuote;
                    return Step.Broken;
                }
            }
            else
            {
                var at = window[length..].IndexOfAny(_fieldEnds);
                length = at < 0 ? window.Length : length + at;
            }

            if (length == window.Length)
            {
                return isWhole ? Step.Record : Step.NeedMore;
            }

            if (window[length] != _delimiter)
            {
                return Step.Record;
            }

            if (column == ExpectedColumns)
            {
                _expectedEnd = length;
            }
        }

        fault = ImportRejectionCode.TooManyColumns;
        return Step.Broken;
    }

    private static int FindClosingQuote(ReadOnlySpan<byte> window, int position)
    {
        while (true)
        {
            var at = window[position..].IndexOf(Quote);
            if (at < 0)
            {
                return -1;
            }

            position += at;
            if (position + 1 >= window.Length || window[position + 1] != Quote)
            {
                return position;
            }

            position += 2;
        }
    }

    private int SkipPadding(ReadOnlySpan<byte> window, int position)
    {
        var end = position;
        while (end < window.Length && window[end] is (byte)' ' or (byte)'\t' && window[end] != _delimiter)
        {
            end++;
        }

        if (end > position)
        {
            _padding.Add(position..end);
        }

        return end;
    }

    private static int CountLineEnds(ReadOnlySpan<byte> text)
    {
        var count = text.Count((byte)'\n');
        var carriageReturns = text.Count((byte)'\r');
        return carriageReturns == 0 ? count : count + carriageReturns - text.Count("\r\n"u8);
    }
}
