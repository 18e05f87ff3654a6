namespace Outreach.Providers.Telegram;

/// <summary>A part of a text with a format (Bot API, MessageEntity).</summary>
/// <param name="Type">Telegram's name of the format.</param>
/// <param name="Offset">Where it begins, in UTF-16 code units.</param>
/// <param name="Length">How long it is, in UTF-16 code units.</param>
/// <param name="Value">The address of a link, the language of a code, the id of an emoji; otherwise <see langword="null"/>.</param>
internal readonly record struct TelegramEntity(string Type, int Offset, int Length, string? Value = null)
{
    public int End => Offset + Length;
}
