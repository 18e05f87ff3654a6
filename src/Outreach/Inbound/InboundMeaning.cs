using Outreach.Inbox;

namespace Outreach;

/// <summary>What an inbound mail means for the message that it is about. Only what can't be forged, or harms nobody if it is, has effects.</summary>
internal sealed record InboundMeaning
{
    private const int MostDetail = 1000;

    public required DeliveryEventType Type { get; init; }

    public ProviderReply? Reply { get; init; }

    public string? Detail { get; init; }

    public SuppressionReason? Suppression { get; init; }

    /// <summary>Gets the address to suppress: the one that we wrote to, never one that a report names.</summary>
    public string? SuppressedAddress { get; init; }

    /// <summary>
    /// Gets whether the meaning is about the recipient of a send: somebody to whom a message was forwarded can ask for themselves only.
    /// </summary>
    public bool IsAbout(SendRecord send) =>
        Type != DeliveryEventType.Unsubscribed
        || string.Equals(AddressKey.FromEmail(SuppressedAddress!), AddressKey.FromEmail(send.Recipient), StringComparison.Ordinal);

    /// <summary>Gets the meaning of a mail.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="send">The send that it belongs to, or <see langword="null"/>.</param>
    /// <returns>The meaning, or <see langword="null"/> if nothing follows from it.</returns>
    public static InboundMeaning? Of(InboundMail mail, SendRecord? send) => mail.Kind switch
    {
        InboundMailKind.UnsubscribeRequest => Unsubscribe(mail, send),
        _ when send is null => null,
        InboundMailKind.HumanReply => new InboundMeaning { Type = DeliveryEventType.Replied, Detail = Cut(mail.NewText) },
        InboundMailKind.AutomaticReply => new InboundMeaning
        {
            Type = DeliveryEventType.AutoReplied,
            Detail = mail.IsOutOfOffice ? "out of office" : Cut(mail.Subject),
        },
        InboundMailKind.Bounce when mail.IsVerified => Bounce(mail, send),
        InboundMailKind.Delay when mail.IsVerified => new InboundMeaning { Type = DeliveryEventType.Deferred, Reply = ReplyOf(mail) },
        InboundMailKind.DeliveryReceipt when mail.IsVerified => new InboundMeaning { Type = DeliveryEventType.Delivered, Reply = ReplyOf(mail) },
        InboundMailKind.Complaint when mail.IsVerified => new InboundMeaning
        {
            Type = DeliveryEventType.Complained,
            Suppression = SuppressionReason.Complaint,
            SuppressedAddress = send.Recipient,
        },
        _ => null,
    };

    private static InboundMeaning Bounce(InboundMail mail, SendRecord send)
    {
        var isHard = mail.Delivery?.IsHard == true;
        return new InboundMeaning
        {
            Type = isHard ? DeliveryEventType.HardBounced : DeliveryEventType.SoftBounced,
            Reply = ReplyOf(mail),
            Suppression = isHard ? SuppressionReason.HardBounce : null,
            SuppressedAddress = send.Recipient,
        };
    }

    /// <summary>
    /// A request with our token is about the address that we wrote to. One without is honoured for its own author only: a forged one keeps
    /// somebody from being mailed, which is the smaller harm.
    /// </summary>
    private static InboundMeaning? Unsubscribe(InboundMail mail, SendRecord? send)
    {
        var address = mail.IsVerified && send is not null ? send.Recipient : mail.Sender;
        return address is null
            ? null
            : new InboundMeaning
            {
                Type = DeliveryEventType.Unsubscribed,
                Detail = Cut(mail.NewText),
                Suppression = SuppressionReason.Unsubscribed,
                SuppressedAddress = address,
            };
    }

    private static ProviderReply? ReplyOf(InboundMail mail) =>
        mail.Delivery?.Recipients is [var first, ..]
            ? new ProviderReply { Code = first.ReplyCode, EnhancedCode = first.Status, Text = first.Diagnostic }
            : null;

    private static string? Cut(string text) => text.Length == 0 ? null : text.Length <= MostDetail ? text : text[..MostDetail];
}
