namespace Outreach;

/// <summary>Names of large mailbox providers, as <see cref="IMailboxProviderResolver"/> gives them.</summary>
public static class MailboxProviderNames
{
    /// <summary>Google: Gmail.</summary>
    public const string Gmail = "gmail";

    /// <summary>Microsoft: Outlook.com, Hotmail, Live, MSN.</summary>
    public const string Outlook = "outlook";

    /// <summary>Yahoo and AOL.</summary>
    public const string Yahoo = "yahoo";

    /// <summary>Apple: iCloud Mail.</summary>
    public const string ICloud = "icloud";

    /// <summary>1&amp;1 Mail &amp; Media: GMX, WEB.DE, mail.com.</summary>
    public const string Gmx = "gmx";

    /// <summary>Proton Mail.</summary>
    public const string Proton = "proton";

    /// <summary>Yandex Mail.</summary>
    public const string Yandex = "yandex";

    /// <summary>VK: Mail.ru.</summary>
    public const string MailRu = "mailru";

    /// <summary>Deutsche Telekom.</summary>
    public const string TOnline = "t-online";

    /// <summary>Orange France.</summary>
    public const string Orange = "orange";

    /// <summary>Comcast.</summary>
    public const string Comcast = "comcast";

    /// <summary>Fastmail.</summary>
    public const string Fastmail = "fastmail";

    /// <summary>Zoho Mail.</summary>
    public const string Zoho = "zoho";

    /// <summary>NetEase: 163, 126.</summary>
    public const string NetEase = "netease";

    /// <summary>Tencent: QQ Mail.</summary>
    public const string Tencent = "tencent";

    /// <summary>Seznam.cz.</summary>
    public const string Seznam = "seznam";
}
