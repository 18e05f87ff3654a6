namespace Outreach.Deliverability;

/// <summary>A piece of a text with macros: text, or one macro.</summary>
internal sealed record SpfMacroPart
{
    public string Literal { get; private init; } = "";

    /// <summary>Whether it is text as it stood there; the escapes of §7.1 are macros to the syntax.</summary>
    public bool IsLiteral { get; private init; }

    /// <summary>The letter of the macro; null for text and escapes. In upper case the value is URL-escaped.</summary>
    public char? Letter { get; init; }

    /// <summary>How many parts are kept, from the right.</summary>
    public int Count { get; init; }

    public bool IsReversed { get; init; }

    public string Delimiters { get; init; } = ".";

    public static SpfMacroPart OfText(string text) => new() { Literal = text, IsLiteral = true };

    public static SpfMacroPart OfEscape(string text) => new() { Literal = text };
}
