using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using Outreach.Mime;

namespace Outreach;

/// <summary>Makes a contact of a row, or says why it can't be one.</summary>
internal sealed partial class ContactRowReader(ContactColumns columns, ContactImportOptions options, string encodingName)
{
    private const int MaxShownLength = 100;

    private static readonly SearchValues<char> Unusable = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(static c => (char)c).Where(static c => c is not ('\t' or '\r' or '\n' or '\x85')), '\uFFFD']);

    private readonly Dictionary<string, string?> _timeZones = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the row at which the reader stands.</summary>
    /// <returns>A draft, a rejection, or neither if all fields are empty.</returns>
    public (ContactDraft? Draft, ImportRejection? Rejection) Read(CsvReader row)
    {
        columns.EnsureCount(columns.IsFixed ? 0 : row.FieldCount);
        var values = new string?[Math.Max(columns.Fields.Count, row.FieldCount)];
        var count = 0;
        for (var i = 0; i < row.FieldCount; i++)
        {
            var value = row.GetString(i).Trim();
            if (value.Length > 0)
            {
                values[i] = value;
                count = i + 1;
            }
        }

        return count == 0 ? (null, null) : CheckShape(row.FieldCount, count) ?? CheckText(values) ?? Map(values);
    }

    /// <summary>Explains a row that could not be divided into fields.</summary>
    public ImportRejection Explain(ImportRejectionCode fault, int column) => fault switch
    {
        ImportRejectionCode.UnclosedQuote => Reject(
            fault, column, null, $"A quotation mark opens this field and is not closed within {options.MaxRecordLength} octets. Close it, or write it twice if it belongs to the text."),
        ImportRejectionCode.TextAfterQuote => Reject(
            fault, column, null, "Text follows the closing quotation mark. Write quotation marks inside a quoted field twice, and close the field before the delimiter."),
        ImportRejectionCode.TooManyColumns when column > options.MaxColumns => Reject(
            fault, 0, null, $"The row has more than {options.MaxColumns} columns. Check the delimiter, or raise MaxColumns."),
        ImportRejectionCode.TooManyColumns or ImportRejectionCode.TooFewColumns => Reject(
            fault, 0, null, $"With the line breaks within its quotation marks the row has {column} columns, not {columns.Fields.Count}. Check that each quotation mark is closed."),
        _ => Reject(
            fault, 0, null, $"The row is longer than {options.MaxRecordLength} octets. Shorten it, or raise MaxRecordLength."),
    };

    private (ContactDraft? Draft, ImportRejection? Rejection)? CheckShape(int fieldCount, int usedCount)
    {
        var expected = columns.Fields.Count;
        if (!columns.IsFixed || (fieldCount >= expected && usedCount <= expected))
        {
            return null;
        }

        return fieldCount < expected
            ? (null, Reject(
                ImportRejectionCode.TooFewColumns, 0, null, $"The row has {fieldCount} of {expected} columns. Add the missing fields (leave them empty, but keep the delimiters)."))
            : (null, Reject(
                ImportRejectionCode.TooManyColumns, expected + 1, null, $"The row has {usedCount} columns, but there are only {expected}. Put fields that contain the delimiter in quotation marks."));
    }

    private (ContactDraft? Draft, ImportRejection? Rejection)? CheckText(string?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i].AsSpan();
            if (value.Length > options.MaxFieldLength)
            {
                return (null, Reject(
                    ImportRejectionCode.FieldTooLong, i + 1, values[i], $"The field has {value.Length} characters; shorten it to {options.MaxFieldLength}, or raise MaxFieldLength."));
            }

            var at = value.IndexOfAny(Unusable);
            if (at >= 0)
            {
                return (null, value[at] == '\uFFFD'
                    ? Reject(
                        ImportRejectionCode.UnreadableCharacter, i + 1, values[i], $"Character {at + 1} can't be read as {encodingName}. Save the file as UTF-8, or state its encoding.")
                    : Reject(
                        ImportRejectionCode.ControlCharacter, i + 1, values[i], $"Character {at + 1} is a control character (U+{(int)value[at]:X4}). Remove it."));
            }
        }

        return null;
    }

    private (ContactDraft? Draft, ImportRejection? Rejection) Map(string?[] values)
    {
        var draft = new ContactDraft();
        Dictionary<string, string>? custom = null;
        for (var i = 0; i < columns.Fields.Count; i++)
        {
            if (values[i] is not { } value)
            {
                continue;
            }

            switch (columns.Fields[i])
            {
                case ContactField.Custom:
                    (custom ??= new(StringComparer.OrdinalIgnoreCase))[columns.Names[i]] = value;
                    break;
                case ContactField.Email when !EmailAddress.TryParse(value, AddressSyntax.Strict, out _, out var error):
                    return (null, Reject(ImportRejectionCode.InvalidAddress, i + 1, value, $"The mail address has a fault at character {error.Position + 1}. {error.Message}"));
                case ContactField.TimeZone when FindTimeZone(value) is null:
                    return (null, Reject(ImportRejectionCode.InvalidTimeZone, i + 1, value, "The time zone is not known. Use an IANA name such as Europe/Berlin, or leave the field empty."));
                default:
                    draft = With(draft, columns.Fields[i], value);
                    break;
            }
        }

        return draft.Email is null && draft.TelegramId is null
            ? (null, NoAddress())
            : (custom is null ? draft : draft with { CustomFields = custom }, null);
    }

    private ContactDraft With(ContactDraft draft, ContactField field, string value) => field switch
    {
        ContactField.Email => draft with { Email = value },
        ContactField.FirstName => draft with { FirstName = OneLine(value) },
        ContactField.LastName => draft with { LastName = OneLine(value) },
        ContactField.Phone => draft with { Phone = OneLine(value) },
        ContactField.TelegramId => draft with { TelegramId = OneLine(value) },
        ContactField.CompanyName => draft with { CompanyName = OneLine(value) },
        ContactField.CompanyId => draft with { CompanyId = OneLine(value) },
        ContactField.TimeZone => draft with { TimeZone = FindTimeZone(value) },
        _ => draft with { Tags = [.. value.Split([',', ';', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)] },
    };

    private ImportRejection NoAddress()
    {
        var index = columns.Fields.ToList().IndexOf(ContactField.Email);
        return Reject(ImportRejectionCode.NoAddress, index + 1, null, "The row has no address. Enter one, or remove the row.");
    }

    private string? FindTimeZone(string value)
    {
        if (!_timeZones.TryGetValue(value, out var name))
        {
            name = TimeZoneInfo.TryConvertWindowsIdToIanaId(value, out var converted) ? converted
                : value.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(value, out var zone) ? zone.Id
                : string.Equals(value, "UTC", StringComparison.OrdinalIgnoreCase) ? "Etc/UTC"
                : null;

            // Hostile files have endless different names.
            if (_timeZones.Count < 1_000)
            {
                _timeZones.Add(value, name);
            }
        }

        return name;
    }

    private ImportRejection Reject(ImportRejectionCode code, int column, string? value, FormattableString reason) =>
        Reject(code, column, value, reason.ToString(CultureInfo.InvariantCulture));

    private ImportRejection Reject(ImportRejectionCode code, int column, string? value, string reason) => new()
    {
        Code = code,
        Column = column > 0 ? column : null,
        ColumnName = column > 0 && column <= columns.Names.Count ? columns.Names[column - 1] : null,
        Value = value is { Length: > MaxShownLength } ? value[..MaxShownLength] : value,
        Reason = reason,
    };

    private static string OneLine(string value) => value.AsSpan().ContainsAny('\r', '\n', '\t') ? Blanks().Replace(value, " ") : value;

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
