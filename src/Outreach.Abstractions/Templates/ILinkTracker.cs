using System.Buffers;

namespace Outreach;

/// <summary>
/// Replaces the links of one message by links that tell of the click. Made per message (or reset for each), used by one thread at a time.
/// Asked for the same link again, it gives the same answer: a render may be begun anew.
/// </summary>
public interface ILinkTracker
{
    /// <summary>Writes the URL that takes the place of a link.</summary>
    /// <param name="link">The link's position in <see cref="ICompiledTemplate.Links"/>.</param>
    /// <param name="url">The absolute http or https URL of the link: UTF-8, not HTML-escaped. Valid during the call only.</param>
    /// <param name="output">Where the new URL goes: UTF-8, not HTML-escaped (the template escapes it).</param>
    /// <returns><see langword="false"/> to keep the link as it is; then nothing may have been written.</returns>
    bool TryWrite(int link, ReadOnlySpan<byte> url, IBufferWriter<byte> output);
}
