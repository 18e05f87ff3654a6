namespace Outreach.Providers.Telegram;

/// <summary>How the text of messages is read (Bot API, "Formatting options").</summary>
public enum TelegramParseMode
{
    /// <summary>As it stands: whatever is in it is shown. The default.</summary>
    None = 0,

    /// <summary>As Telegram's HTML. In templates, put values in by <c>{{ contact.first_name | html.escape }}</c>.</summary>
    Html = 1,

    /// <summary>As MarkdownV2. Values must be escaped by <see cref="TelegramMarkup.EscapeMarkdown"/>.</summary>
    MarkdownV2 = 2,
}
