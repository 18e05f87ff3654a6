using System.Net;
using Outreach.Mime;
using Outreach.Templating;

namespace Outreach;

/// <summary>A sender account as the messages of one campaign show it, worked out once.</summary>
internal sealed class SenderProfile
{
    private SenderProfile(SenderAccount account, Mailbox from)
    {
        Account = account;
        From = from;
        Address = account.Channel == Channel.Email ? EmailAddress.Parse(account.Address) : default;
        Name = from.DisplayName is { Length: > 0 } name ? name : account.DisplayName;
        Email = from.Address.IsEmpty ? account.Address : from.Address.ToString();
        (Text, Html) = SignaturesOf(account);
    }

    public SenderAccount Account { get; }

    /// <summary>Gets the mailbox in From; empty on other channels than mail.</summary>
    public Mailbox From { get; }

    /// <summary>Gets the account's own address, whose domain is in the Message-ID.</summary>
    public EmailAddress Address { get; }

    public string Name { get; }

    public string Email { get; }

    /// <summary>Gets the signature in plain text bodies, or null.</summary>
    public TemplateValue Text { get; }

    /// <summary>Gets the signature in HTML bodies, or null.</summary>
    public TemplateValue Html { get; }

    public static SenderProfile Create(Campaign campaign, SenderAccount account) => new(
        account,
        account.Channel != Channel.Email ? default
            : campaign.From is { } from ? Mailbox.Parse(from)
            : new Mailbox(account.DisplayName, EmailAddress.Parse(account.Address)));

    public static bool HasSignature(SenderAccount account) =>
        !string.IsNullOrWhiteSpace(account.Signature) || !string.IsNullOrWhiteSpace(account.SignatureHtml);

    private static (TemplateValue Text, TemplateValue Html) SignaturesOf(SenderAccount account)
    {
        if (!HasSignature(account))
        {
            return default;
        }

        var html = string.IsNullOrWhiteSpace(account.SignatureHtml)
            ? WebUtility.HtmlEncode(account.Signature!.Trim()).ReplaceLineEndings("<br>\n")
            : account.SignatureHtml;
        var text = string.IsNullOrWhiteSpace(account.Signature) ? HtmlToText.Convert(html).TrimEnd() : account.Signature;
        return (text, TemplateValue.FromMarkup(html));
    }
}
