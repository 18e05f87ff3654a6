using System.Net;
using System.Text;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>Reads the form that a webhook posts (<c>application/x-www-form-urlencoded</c>).</summary>
internal static class MailchimpTransactionalForm
{
    private const int MostFields = 100;

    /// <returns>Names and decoded values in the order of the names, or <see langword="null"/> if it is no such form.</returns>
    public static IReadOnlyList<(string Name, string Value)>? Read(ReadOnlySpan<byte> body)
    {
        var fields = Encoding.UTF8.GetString(body).Split('&', MostFields + 1);
        return fields.Length > MostFields
            ? null
            : [.. fields.Select(static field => field.Split('=', 2))
                .Where(static field => field.Length == 2)
                .Select(static field => (Decode(field[0]), Decode(field[1])))
                .OrderBy(static field => field.Item1, StringComparer.Ordinal)];
    }

    private static string Decode(string text) => WebUtility.UrlDecode(text);
}
