using System.Net.Http.Headers;

namespace Outreach.Providers.Http;

/// <summary>The body of a request that hands a message over, in up to three pieces so that a message need not be copied into its wrapping.</summary>
public readonly struct HandOverBody
{
    /// <summary>Gets what comes before the message.</summary>
    public ReadOnlyMemory<byte> Head { get; init; }

    /// <summary>Gets the message, or whatever is sent in its place.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Gets what comes behind the message.</summary>
    public ReadOnlyMemory<byte> Tail { get; init; }

    /// <summary>Gets the media type of the whole.</summary>
    public required MediaTypeHeaderValue MediaType { get; init; }

    /// <summary>Gets how many bytes the body has.</summary>
    internal long Length => (long)Head.Length + Content.Length + Tail.Length;
}
