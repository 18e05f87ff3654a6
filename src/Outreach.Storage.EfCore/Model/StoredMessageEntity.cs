namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>stored_messages</c>.</summary>
internal sealed class StoredMessageEntity
{
    public Guid OrganisationId { get; set; }

    public Guid SenderAccountId { get; set; }

    public string ChatId { get; set; } = "";

    public string MessageId { get; set; } = "";

    public Guid ContactId { get; set; }

    public string? ChatTitle { get; set; }

    public string? Text { get; set; }

    public DateTimeOffset At { get; set; }

    public static StoredMessageEntity From(StoredMessage message) => new()
    {
        OrganisationId = message.OrganisationId,
        SenderAccountId = message.SenderAccountId,
        ChatId = message.ChatId,
        MessageId = message.MessageId,
        ContactId = message.ContactId,
        ChatTitle = message.ChatTitle,
        Text = message.Text,
        At = message.At,
    };

    public StoredMessage ToMessage() => new()
    {
        OrganisationId = OrganisationId,
        SenderAccountId = SenderAccountId,
        ChatId = ChatId,
        MessageId = MessageId,
        ContactId = ContactId,
        ChatTitle = ChatTitle,
        Text = Text,
        At = At,
    };
}
