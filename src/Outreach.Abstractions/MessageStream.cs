namespace Outreach;

/// <summary>Separates mail that people asked for from mail that promotes; the two never share an IP address or a sending domain.</summary>
public enum MessageStream
{
    /// <summary>Campaigns, newsletters and cold mail. Always carries a way to unsubscribe.</summary>
    Marketing = 0,

    /// <summary>Messages that the recipient's own action caused, such as receipts.</summary>
    Transactional = 1,
}
