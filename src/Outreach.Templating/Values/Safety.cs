namespace Outreach.Templating;

/// <summary>What a text is known to be, so that it is not escaped again.</summary>
internal static class Safety
{
    /// <summary>Any text.</summary>
    public const int None = 0;

    /// <summary>Well-formed HTML.</summary>
    public const int Html = 1;

    /// <summary>A part of a URL that is percent-encoded.</summary>
    public const int Url = 2;
}
