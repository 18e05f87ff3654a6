using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Outreach.Mime;

namespace Outreach;

/// <summary>
/// Renders and composes one message after another into buffers that it keeps. Not safe for concurrent use; each slot has its own.
/// </summary>
internal sealed class MessageBuilder
{
    private const int LargeBuffer = 1024 * 1024;

    private readonly MessageRendering _parts = new();
    private readonly OutgoingEmail _email = new();
    private readonly List<MessageId> _references = [];
    private ArrayBufferWriter<byte> _message = new(32768);
    private OutgoingChatMessage? _chat;

    /// <summary>Gets the message, valid until the next one is built.</summary>
    public OutgoingMessage Message { get; private set; } = null!;

    /// <summary>Gets the address that the message is for.</summary>
    public string Recipient { get; private set; } = "";

    /// <summary>Gets the key of the recipient's address.</summary>
    public string RecipientKey { get; private set; } = "";

    /// <summary>Gets the Message-ID; on other channels than mail, an id of the same kind without angle brackets.</summary>
    public string MessageId { get; private set; } = "";

    /// <summary>Gets the subject as it was rendered.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>Gets the SHA-256 of the message.</summary>
    public ReadOnlyMemory<byte> ContentHash { get; private set; }

    /// <summary>Gets the rendered plain text.</summary>
    public ReadOnlySpan<byte> Text => _parts.Text;

    /// <summary>Gets the rendered HTML.</summary>
    public ReadOnlySpan<byte> Html => _parts.Html;

    /// <summary>Builds the message that a decision asks for.</summary>
    /// <returns>Why there is none, or <see langword="null"/> if it was built.</returns>
    public DecisionReason? Build(in MessageOrder order)
    {
        var channel = order.Sender.Account.Channel;
        var mainId = SendIdentity.SendId(order.Leased.Participant.Id, order.StepId, RecipientRole.To);
        var sendId = order.Copy is { } copy ? SendIdentity.CopyId(order.Leased.Participant.Id, order.StepId, copy.Role, copy.Key) : mainId;
        var attempt = new AttemptId(sendId, NextAttempt(order.Leased.Sends, sendId));
        order.Tracker?.Begin(attempt);
        var options = new TemplateRenderOptions { Seed = SendIdentity.ContentSeed(mainId), Now = order.Now };
        var failure = channel == Channel.Email ? BuildMail(order, attempt, mainId, options) : BuildChat(order, attempt, channel, options);
        if (failure is null)
        {
            Message.Attempt = attempt;
            Message.Stream = order.Runtime.Campaign.Stream;
        }

        return failure;
    }

    private static byte NextAttempt(IReadOnlyList<SendRecord> sends, Guid sendId)
    {
        foreach (var send in sends)
        {
            if (send.Id == sendId)
            {
                return (byte)Math.Min(send.Attempt + 1, byte.MaxValue);
            }
        }

        return 1;
    }

    private DecisionReason? BuildMail(in MessageOrder order, AttemptId attempt, Guid mainId, in TemplateRenderOptions options)
    {
        if (!EmailAddress.TryParse(order.Leased.Contact.Email, AddressSyntax.Strict, out var to, out var error))
        {
            return new DecisionReason(ReasonCodes.NoAddress, error.ToString());
        }

        var account = order.Sender.Account;
        Message = _email;
        Recipient = (order.Copy?.Address ?? to).ToString();
        RecipientKey = order.Copy?.Key ?? AddressKey.FromEmail(Recipient);
        _email.EnvelopeRecipient = Recipient;
        _email.EnvelopeSender = ReturnAddresses.Bounce(account, order.Tokens, attempt);
        _email.PreviousReply = LatestReply(order);
        var unsubscribe = ReturnAddresses.Unsubscribe(account, order.Tokens, attempt, order.PublicBaseUri);
        if (_parts.Mail(order, unsubscribe.HttpsUrl ?? unsubscribe.MailtoUrl ?? "", options) is { } failure)
        {
            return new DecisionReason(ReasonCodes.TemplateFailed, failure.ToString());
        }

        Compose(order, to, SendIdentity.MessageIdOf(mainId, order.Sender.Address), unsubscribe);
        return null;
    }

    private void Compose(in MessageOrder order, EmailAddress to, MessageId messageId, ListUnsubscribe unsubscribe)
    {
        CollectThread(order.Leased.Sends, messageId);
        ResetMessage();
        var summary = order.Content.Prepare(order.Runtime, order.Sender).Write(_message, new MessageValues
        {
            To = new Mailbox(NameOf(order.Leased.Contact), to),
            MessageId = messageId,
            Date = order.Now,
            Subject = _parts.Subject,
            Text = _parts.Text,
            Html = _parts.Html,
            Amp = _parts.Amp,
            InReplyTo = _references.Count == 0 ? default : _references[^1],
            References = CollectionsMarshal.AsSpan(_references),
            ListUnsubscribe = order.Runtime.Campaign.Stream == MessageStream.Marketing ? unsubscribe : default,
        });
        MessageId = messageId.ToString();
        Subject = Encoding.UTF8.GetString(_parts.Subject);
        ContentHash = SHA256.HashData(_message.WrittenSpan);
        _email.MessageId = MessageId;
        _email.Content = _message.WrittenMemory;
        _email.RequiresSmtpUtf8 = summary.RequiresSmtpUtf8 || order.Copy?.Address.RequiresSmtpUtf8 == true;
        _email.Has8BitContent = summary.RequiresEightBitMime;
    }

    /// <summary>Mails with large files are few: what they needed is not kept for the small ones that follow.</summary>
    private void ResetMessage()
    {
        if (_message.Capacity > LargeBuffer && _message.WrittenCount < LargeBuffer / 4)
        {
            _message = new ArrayBufferWriter<byte>(32768);
        }

        _message.ResetWrittenCount();
    }

    private DecisionReason? BuildChat(in MessageOrder order, AttemptId attempt, Channel channel, in TemplateRenderOptions options)
    {
        var contact = order.Leased.Contact;
        if (contact.AddressOn(channel) is not { } address)
        {
            return new DecisionReason(ReasonCodes.NoAddress);
        }

        if (order.Content.Chat is null)
        {
            return new DecisionReason(ReasonCodes.TemplateFailed, "The campaign has no text for chat messages, since none of its sender accounts sends them.");
        }

        var unsubscribe = order.PublicBaseUri is null ? "" : ReturnAddresses.UnsubscribePage(order.Tokens, attempt, order.PublicBaseUri);
        if (_parts.Chat(order, unsubscribe, options) is { } failure)
        {
            return new DecisionReason(ReasonCodes.TemplateFailed, failure.ToString());
        }

        Message = _chat ??= new OutgoingChatMessage();
        Recipient = address.Trim();
        RecipientKey = AddressKey.Of(channel, Recipient);
        MessageId = SendIdentity.MessageIdLeft(attempt.SendId);
        Subject = "";
        ContentHash = SHA256.HashData(_parts.Text);
        _chat.Channel = channel;
        _chat.ContactId = contact.Id;
        _chat.Recipient = Recipient;
        _chat.Sender = order.Sender.Account.Address;
        _chat.Text = Encoding.UTF8.GetString(_parts.Text).ReplaceLineEndings("\n").Trim();
        _chat.File = order.Content.Files.Chat;
        _chat.ReplyToMessageId = LatestProviderId(order.Leased.Sends, attempt.SendId);
        return null;
    }

    private static ProviderReply? LatestReply(in MessageOrder order)
    {
        ProviderReply? latest = null;
        foreach (var send in order.Leased.Sends)
        {
            var isBefore = send is { Role: RecipientRole.To, State: SendState.Sent }
                && send.SenderAccountId == order.Sender.Account.Id && send.ProviderName == order.ProviderName;
            latest = isBefore ? send.Reply ?? latest : latest;
        }

        return latest;
    }

    private static string? LatestProviderId(IReadOnlyList<SendRecord> sends, Guid own)
    {
        string? latest = null;
        foreach (var send in sends)
        {
            latest = send.State == SendState.Sent && send.Id != own ? send.Reply?.ProviderMessageId ?? latest : latest;
        }

        return latest;
    }

    /// <summary>The thread is made of the messages that were sent, or may have been.</summary>
    private void CollectThread(IReadOnlyList<SendRecord> sends, MessageId own)
    {
        _references.Clear();
        foreach (var send in sends)
        {
            if (send is { Role: RecipientRole.To, State: SendState.Sent or SendState.InDoubt }
                && Mime.MessageId.TryParse(SeenId(send), out var id)
                && id != own)
            {
                _references.Add(id);
            }
        }
    }

    /// <summary>Some providers write a Message-ID of their own (with angle brackets; other ids have none): that is what the recipient's program knows.</summary>
    private static string SeenId(SendRecord send) =>
        send.Reply?.ProviderMessageId is { } given && given.StartsWith('<') && given.EndsWith('>') ? given : send.MessageId;

    private static string? NameOf(Contact contact) =>
        (contact.FirstName, contact.LastName) switch
        {
            ({ Length: > 0 } first, { Length: > 0 } last) => $"{first} {last}",
            ({ Length: > 0 } first, _) => first,
            (_, { Length: > 0 } last) => last,
            _ => null,
        };
}
