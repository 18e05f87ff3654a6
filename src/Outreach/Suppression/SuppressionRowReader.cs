using System.Globalization;
using Outreach.Mime;

namespace Outreach;

/// <summary>Makes an entry of a row, or says why it can't be one.</summary>
internal sealed class SuppressionRowReader(Guid organisationId, SuppressionColumns columns, string? source, DateTimeOffset now)
{
    private const int MostKey = 320;
    private const int MostSource = 200;

    public SuppressionEntry? Read(IReadOnlyList<string> row, out string problem)
    {
        var (value, reasonText, atText) = (Field(row, columns.Key), Field(row, columns.Reason), Field(row, columns.At));
        var reason = SuppressionReason.Imported;
        var at = now;
        problem = "";
        if (reasonText.Length > 0 && (!Enum.TryParse(reasonText, ignoreCase: true, out reason) || !Enum.IsDefined(reason)))
        {
            problem = $"\"{Shorten(reasonText)}\" is no reason. Write one of {string.Join(", ", Enum.GetNames<SuppressionReason>())}, or leave it empty.";
        }
        else if (atText.Length > 0 && !DateTimeOffset.TryParse(atText, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at))
        {
            problem = $"\"{Shorten(atText)}\" is no time. Write one such as 2026-03-02T09:00:00Z, or leave it empty.";
        }

        var key = problem.Length > 0 ? null : ReadKey(value, isExported: reasonText.Length > 0, out problem);
        return key is null ? null : new SuppressionEntry { OrganisationId = organisationId, Key = key, Reason = reason, At = at, Source = SourceOf(row) };
    }

    public static string Shorten(string text) => text.Length <= 100 ? text : text[..100];

    private static string? ReadKey(string value, bool isExported, out string problem)
    {
        problem = "";
        var at = value.LastIndexOf('@');
        if (at <= 0 && value.Contains('.', StringComparison.Ordinal) && EmailAddress.TryParse("a@" + value.TrimStart('@'), AddressSyntax.Strict, out _, out _))
        {
            return AddressKey.FromDomain(value);
        }

        if (at > 0 && EmailAddress.TryParse(value, AddressSyntax.Strict, out _, out var error))
        {
            return AddressKey.FromEmail(value);
        }

        // What was exported may also be the key of a chat or of an erased person.
        if (isExported && at < 0 && value.Length is > 0 and <= MostKey)
        {
            return value;
        }

        problem = value.Length == 0 ? "The row has no address. Enter an address or a domain, or remove the row."
            : at > 0 && EmailAddress.TryParse(value, AddressSyntax.Strict, out _, out error) is false ? $"The mail address has a fault at character {error.Position + 1}. {error.Message}"
            : "Write an address such as ada@example.com, or a domain such as example.com.";
        return null;
    }

    private string? SourceOf(IReadOnlyList<string> row) => Field(row, columns.Source) is { Length: > 0 } given ? given[..Math.Min(given.Length, MostSource)] : source;

    private static string Field(IReadOnlyList<string> row, int column) => column >= 0 && column < row.Count ? row[column].Trim() : "";
}
