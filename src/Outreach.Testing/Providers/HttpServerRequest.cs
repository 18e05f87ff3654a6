using System.Text;

namespace Outreach.Testing;

/// <summary>A request as <see cref="HttpProviderServer"/> received it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, not decoded, without the query.</param>
/// <param name="Query">The query without its question mark, not decoded; empty if there is none.</param>
/// <param name="Headers">The headers, by name without regard to case.</param>
/// <param name="Body">The body.</param>
public sealed record HttpServerRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Gets the body as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Finds a header.</summary>
    /// <returns>Its value; empty if there is none.</returns>
    public string Header(string name) => Headers.TryGetValue(name, out var value) ? value : "";
}
