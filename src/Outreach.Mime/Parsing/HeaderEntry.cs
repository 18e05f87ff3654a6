namespace Outreach.Mime;

/// <summary>One header field: offsets into the bytes. The value runs from behind the colon to before the last line end.</summary>
internal struct HeaderEntry
{
    public int Start;
    public int NameLength;
    public int ValueStart;
    public int End;
}
