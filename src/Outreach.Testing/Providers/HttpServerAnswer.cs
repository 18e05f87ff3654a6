using System.Text;

namespace Outreach.Testing;

/// <summary>An answer of <see cref="HttpProviderServer"/>.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body.</param>
public sealed record HttpServerAnswer(int Status, byte[] Body)
{
    /// <summary>Makes an answer with a text.</summary>
    /// <param name="status">The status code.</param>
    /// <param name="text">The body.</param>
    public HttpServerAnswer(int status, string text = "")
        : this(status, Encoding.UTF8.GetBytes(text))
    {
    }

    /// <summary>Gets the headers, beyond Content-Length.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets how long to wait before answering.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Gets whether the body goes on for ever behind <see cref="Body"/>.</summary>
    public bool IsEndless { get; init; }
}
