namespace Outreach;

/// <summary>The way by which a message reaches a contact.</summary>
public enum Channel
{
    /// <summary>Email; the contact's address is <see cref="Contact.Email"/>.</summary>
    Email = 0,

    /// <summary>Telegram; the contact's address is <see cref="Contact.TelegramId"/>.</summary>
    Telegram = 1,
}
