using System.Globalization;
using Outreach.Providers.Http;

namespace Outreach.Providers.Telegram;

/// <summary>Reads the answers of sendMessage, sendPhoto and sendDocument. Telegram documents their form, but not their descriptions: those are observed.</summary>
internal static class TelegramAnswer
{
    /// <summary>The chat is gone, was never there, or does not let the bot write.</summary>
    private static readonly string[] Recipients =
    [
        "chat not found", "user not found", "chat_id is empty", "PEER_ID_INVALID", "chat was upgraded", "chat was deleted", "chat was deactivated", "not enough rights",
        "have no rights", "CHAT_WRITE_FORBIDDEN", "CHAT_RESTRICTED", "TOPIC_CLOSED", "administrator rights",
    ];

    /// <summary>The message is not what Telegram takes.</summary>
    private static readonly string[] Contents =
    [
        "too long", "text is empty", "text must be non-empty", "can't parse", "entity", "PHOTO_", "IMAGE_PROCESS_FAILED", "wrong file", "file is too big", "file must be non-empty",
        "BUTTON_", "invalid file",
    ];

    public static HandOverResult Read(HttpAnswer answer)
    {
        var reply = answer.TryReadJson(TelegramJson.Default.TelegramReply, out var known) ? known : null;
        return (answer.Status, reply) switch
        {
            (200, { IsOk: true, Result.MessageId: > 0 and var id }) => answer.Accepted(id.ToString(CultureInfo.InvariantCulture)),
            (200, _) => answer.Unclear(),
            (400, { Description: { } description }) => answer.Refused(KindOf(description)),

            // The bot was blocked, was removed, or may not begin a conversation: each is about this recipient.
            (403, { IsOk: false }) => answer.Refused(FailureKind.RejectedRecipient) with { Suppression = SuppressionOf(reply.Description ?? "") },
            (429, _) => answer.Refused(FailureKind.Throttled, reply?.Parameters?.RetryAfter is { } seconds and >= 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds) : null),

            // 401 and 404 say that the token is none. Of no 5xx Telegram says that the message was not sent.
            _ => answer.NotAccepted(),
        };
    }

    private static FailureKind KindOf(string description) =>
        Holds(description, Recipients) ? FailureKind.RejectedRecipient
        : Holds(description, Contents) ? FailureKind.RejectedContent
        : FailureKind.Permanent;

    /// <summary>Who blocks the bot wants nothing more of it, until they begin anew; a deactivated account does not come back.</summary>
    private static SuppressionReason? SuppressionOf(string description) =>
        Holds(description, ["blocked by the user"]) ? SuppressionReason.Unsubscribed
        : Holds(description, ["user is deactivated"]) ? SuppressionReason.HardBounce
        : null;

    private static bool Holds(string description, string[] words) => Array.Exists(words, word => description.Contains(word, StringComparison.OrdinalIgnoreCase));
}
