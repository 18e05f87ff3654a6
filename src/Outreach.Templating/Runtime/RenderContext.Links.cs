namespace Outreach.Templating;

internal sealed partial class RenderContext
{
    private byte[] _url = new byte[512];

    /// <summary>Gets where a tracker writes.</summary>
    public Utf8Output LinkOutput { get; } = new();

    /// <summary>Undoes the escaping of an attribute value: of those entities that templates write or people write in URLs.</summary>
    public ReadOnlySpan<byte> DecodeUrl(ReadOnlySpan<byte> text)
    {
        if (_url.Length < text.Length)
        {
            Charge(text.Length);
            _url = new byte[text.Length];
        }

        var length = 0;
        while (!text.IsEmpty)
        {
            if (text[0] == '&' && Entity(text) is var (c, consumed) && consumed > 0)
            {
                _url[length++] = c;
                text = text[consumed..];
                continue;
            }

            var next = text[1..].IndexOf((byte)'&') + 1;
            next = next == 0 ? text.Length : next;
            text[..next].CopyTo(_url.AsSpan(length));
            length += next;
            text = text[next..];
        }

        return _url.AsSpan(0, length).Trim((byte)' ');
    }

    private static (byte Character, int Consumed) Entity(ReadOnlySpan<byte> text) =>
        text.StartsWith("&amp;"u8) ? ((byte)'&', 5)
        : text.StartsWith("&#38;"u8) ? ((byte)'&', 5)
        : text.StartsWith("&#39;"u8) ? ((byte)'\'', 5)
        : text.StartsWith("&quot;"u8) ? ((byte)'"', 6)
        : text.StartsWith("&lt;"u8) ? ((byte)'<', 4)
        : text.StartsWith("&gt;"u8) ? ((byte)'>', 4)
        : ((byte)0, 0);
}
