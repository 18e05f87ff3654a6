using System.Buffers;

namespace Outreach.Mime;

/// <summary>A header value with parameters, as in <c>Content-Type</c> and <c>Content-Disposition</c> (RFC 2045 §5.1, 2183, 2231).</summary>
public sealed class ParameterizedHeader
{
    // What no name of a media type contains (RFC 2045 §5.1, tspecials).
    private static readonly SearchValues<char> Specials = SearchValues.Create("()<>@,;:\\\"[]?=\t");

    private readonly Dictionary<string, string>? _parameters;

    private ParameterizedHeader(string value, Dictionary<string, string>? parameters)
    {
        Value = value;
        _parameters = parameters;
    }

    /// <summary>Gets what stands before the parameters, such as <c>text/plain</c> or <c>attachment</c>.</summary>
    /// <value>Lower case, without comments.</value>
    public string Value { get; }

    /// <summary>Gets the parameters: continuations joined, percent encoding and charset decoded (RFC 2231). Names ignore case.</summary>
    public IReadOnlyDictionary<string, string> Parameters => _parameters ?? (IReadOnlyDictionary<string, string>)Empty;

    /// <summary>Gets the value of a parameter, or <see langword="null"/> if there is none of that name.</summary>
    /// <param name="name">The name, such as <c>charset</c>.</param>
    public string? this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return _parameters is not null && _parameters.TryGetValue(name, out var value) ? value : null;
        }
    }

    private static Dictionary<string, string> Empty { get; } = [];

    /// <summary>Reads a value. Never fails: what can't be read is left out.</summary>
    /// <param name="text">The unfolded value, as <see cref="ParsedHeader.RawText"/> has it.</param>
    /// <returns>The value and its parameters. Of several parameters with the same name the first counts.</returns>
    public static ParameterizedHeader Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new ParameterReader(text);
        var value = reader.ReadValue();
        return new ParameterizedHeader(MailText.Lower(value), reader.ReadParameters());
    }

    internal static ParameterizedHeader OfValue(string value) => new(value, null);

    internal static ParameterizedHeader ParseMediaType(string text, string fallback)
    {
        var parsed = Parse(text);
        var type = parsed.Value.Replace(" ", "", StringComparison.Ordinal).Trim('"');
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        var valid = slash > 0 && slash < type.Length - 1 && type.AsSpan().IndexOfAny(Specials) < 0;
        return new ParameterizedHeader(valid ? type : fallback, parsed._parameters);
    }
}
