using System.Collections.Frozen;

namespace Outreach;

/// <summary>Knows the domains in which large mailbox providers give away addresses. Domains of their business customers need a look at MX records.</summary>
internal sealed class DomainTableResolver : IMailboxProviderResolver
{
    private static readonly FrozenDictionary<string, string> Domains = Table().ToFrozenDictionary(
        static row => row.Domain, static row => row.Provider, StringComparer.OrdinalIgnoreCase);

    public string? Find(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Domains.GetValueOrDefault(domain);
    }

    private static IEnumerable<(string Domain, string Provider)> Table() =>
    [
        .. Rows(MailboxProviderNames.Gmail, "gmail.com", "googlemail.com"),
        .. Rows(
            MailboxProviderNames.Outlook,
            "outlook.com", "outlook.de", "outlook.fr", "outlook.es", "outlook.it", "outlook.at", "outlook.be", "outlook.dk", "outlook.com.au",
            "outlook.com.br", "outlook.jp", "outlook.in", "outlook.ie", "outlook.pt", "hotmail.com", "hotmail.co.uk", "hotmail.fr", "hotmail.de",
            "hotmail.it", "hotmail.es", "hotmail.be", "hotmail.ca", "hotmail.nl", "hotmail.se", "hotmail.com.br", "live.com", "live.co.uk",
            "live.fr", "live.de", "live.it", "live.nl", "live.be", "live.ca", "live.com.au", "live.com.mx", "msn.com", "passport.com"),
        .. Rows(
            MailboxProviderNames.Yahoo,
            "yahoo.com", "yahoo.co.uk", "yahoo.fr", "yahoo.de", "yahoo.it", "yahoo.es", "yahoo.ca", "yahoo.in", "yahoo.co.in", "yahoo.com.br",
            "yahoo.com.mx", "yahoo.com.ar", "yahoo.com.au", "yahoo.com.sg", "yahoo.com.ph", "yahoo.co.id", "yahoo.ie", "yahoo.gr", "yahoo.se",
            "ymail.com", "rocketmail.com", "myyahoo.com", "aol.com", "aol.co.uk", "aol.de", "aol.fr", "aim.com", "verizon.net"),
        .. Rows(MailboxProviderNames.ICloud, "icloud.com", "me.com", "mac.com"),
        .. Rows(MailboxProviderNames.Gmx, "gmx.de", "gmx.net", "gmx.com", "gmx.at", "gmx.ch", "gmx.eu", "web.de", "mail.com", "email.com", "caramail.com"),
        .. Rows(MailboxProviderNames.Proton, "proton.me", "protonmail.com", "protonmail.ch", "pm.me"),
        .. Rows(MailboxProviderNames.Yandex, "yandex.ru", "yandex.com", "ya.ru", "yandex.by", "yandex.kz"),
        .. Rows(MailboxProviderNames.MailRu, "mail.ru", "bk.ru", "list.ru", "inbox.ru", "internet.ru"),
        .. Rows(MailboxProviderNames.TOnline, "t-online.de", "magenta.de"),
        .. Rows(MailboxProviderNames.Orange, "orange.fr", "wanadoo.fr"),
        .. Rows(MailboxProviderNames.Comcast, "comcast.net", "xfinity.com"),
        .. Rows(MailboxProviderNames.Fastmail, "fastmail.com", "fastmail.fm"),
        .. Rows(MailboxProviderNames.Zoho, "zoho.com", "zohomail.com", "zohomail.eu"),
        .. Rows(MailboxProviderNames.NetEase, "163.com", "126.com", "yeah.net"),
        .. Rows(MailboxProviderNames.Tencent, "qq.com", "foxmail.com"),
        .. Rows(MailboxProviderNames.Seznam, "seznam.cz", "email.cz", "post.cz", "spoluzaci.cz"),
    ];

    private static IEnumerable<(string Domain, string Provider)> Rows(string provider, params string[] domains) =>
        domains.Select(domain => (domain, provider));
}
