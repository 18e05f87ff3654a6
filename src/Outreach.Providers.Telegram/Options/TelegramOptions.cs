using System.ComponentModel.DataAnnotations;
using Outreach.Providers.Http;

namespace Outreach.Providers.Telegram;

/// <summary>A Telegram bot. Validated when the host starts.</summary>
public sealed class TelegramOptions : HttpProviderOptions
{
    /// <summary>Gets or sets the bot's token, as BotFather gives it: the bot's id, a colon and a secret. Never logged.</summary>
    /// <value>Required.</value>
    public string Token { get; set; } = "";

    /// <summary>Gets or sets how the text of messages is read.</summary>
    /// <value>Default: <see cref="TelegramParseMode.None"/>.</value>
    [EnumDataType(typeof(TelegramParseMode))]
    public TelegramParseMode ParseMode { get; set; }

    /// <summary>
    /// Gets or sets what the button below marketing messages says by which the recipient unsubscribes; <see langword="null"/> for none.
    /// </summary>
    /// <value>1 to 60 characters, or <see langword="null"/>. Default: <c>Unsubscribe</c>.</value>
    [StringLength(60, MinimumLength = 1)]
    public string? UnsubscribeButton { get; set; } = "Unsubscribe";

    /// <summary>Gets or sets what who pressed the button is shown.</summary>
    /// <value>1 to 200 characters (Bot API, answerCallbackQuery). Default: <c>You will get no more messages.</c></value>
    [StringLength(200, MinimumLength = 1)]
    public string UnsubscribedText { get; set; } = "You will get no more messages.";

    /// <summary>Gets or sets whether texts longer than one message go out as several. Otherwise they are refused.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool SplitLongTexts { get; set; } = true;

    /// <summary>Gets or sets whether links are shown without a preview.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool DisableLinkPreviews { get; set; }

    /// <summary>Gets or sets whether messages arrive without a sound.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool DisableNotification { get; set; }

    /// <summary>Gets or sets how many requests are made a second, evenly spread.</summary>
    /// <value>
    /// 1 to 1,000, or <see langword="null"/> for as fast as it goes. Default: 30, what Telegram lets a bot send to different chats (Bots FAQ); more needs
    /// <see cref="AllowPaidBroadcast"/>.
    /// </value>
    [Range(1, 1_000)]
    public int? MessagesPerSecond { get; set; } = 30;

    /// <summary>Gets or sets whether Telegram may charge the bot's Stars for messages beyond 30 a second.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowPaidBroadcast { get; set; }

    /// <summary>Gets or sets the secret that was given to <c>setWebhook</c>. Without it all requests to the webhook are refused. Never logged.</summary>
    /// <value>1 to 256 characters of <c>A-Z a-z 0-9 _ -</c>. Default: <see langword="null"/>.</value>
    public string? WebhookSecret { get; set; }

    /// <summary>Gets or sets the organisation whose contacts write to the bot.</summary>
    /// <value>Default: <see cref="Organisation.DefaultId"/>.</value>
    public Guid OrganisationId { get; set; } = Organisation.DefaultId;

    internal Uri Address => BaseAddress ?? new Uri("https://api.telegram.org");

    internal string BotId => Token[..Math.Max(Token.IndexOf(':', StringComparison.Ordinal), 0)];
}
