using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Outreach.Mime;
using Outreach.Sequencing;

namespace Outreach;

/// <summary>
/// Renders and composes one message after another into buffers that it keeps. Not safe for concurrent use; each slot has its own.
/// </summary>
internal sealed class MessageBuilder
{
    private readonly ArrayBufferWriter<byte> _subject = new(256);
    private readonly ArrayBufferWriter<byte> _text = new(4096);
    private readonly ArrayBufferWriter<byte> _html = new(16384);
    private readonly ArrayBufferWriter<byte> _message = new(32768);
    private readonly List<MessageId> _references = [];
    private TemplateData? _data;
    private (string Address, EmailAddress Parsed) _sender;

    /// <summary>Gets the message, valid until the next one is built.</summary>
    public OutgoingEmail Email { get; } = new();

    /// <summary>Gets the subject as it was rendered.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>Gets the key of the recipient's address.</summary>
    public string RecipientKey { get; private set; } = "";

    /// <summary>Gets the SHA-256 of the message.</summary>
    public ReadOnlyMemory<byte> ContentHash { get; private set; }

    /// <summary>Gets the rendered plain text.</summary>
    public ReadOnlySpan<byte> Text => _text.WrittenSpan;

    /// <summary>Gets the rendered HTML.</summary>
    public ReadOnlySpan<byte> Html => _html.WrittenSpan;

    /// <summary>Builds the message that a decision asks for, with the texts that were written for its recipient.</summary>
    /// <returns>Why there is none, or <see langword="null"/> if it was built.</returns>
    public DecisionReason? Build(
        CampaignRuntime runtime,
        LeasedParticipant leased,
        Decision decision,
        SenderAccount sender,
        ITokenProtector tokens,
        Uri? publicBaseUri,
        DateTimeOffset now,
        FragmentTexts texts = default)
    {
        var participant = leased.Participant;
        var stepId = runtime.Plan.StepAt(decision.StepIndex).Id;
        if (!EmailAddress.TryParse(leased.Contact.Email, AddressSyntax.Strict, out var recipient, out var error))
        {
            return new DecisionReason(ReasonCodes.NoAddress, error.ToString());
        }

        var sendId = SendIdentity.SendId(participant.Id, stepId, RecipientRole.To);
        Email.Attempt = new AttemptId(sendId, NextAttempt(leased.Sends, sendId));
        Email.Stream = runtime.Campaign.Stream;
        Email.EnvelopeRecipient = recipient.ToString();
        Email.EnvelopeSender = ReturnAddresses.Bounce(sender, tokens, Email.Attempt);
        RecipientKey = AddressKey.FromEmail(Email.EnvelopeRecipient);
        var unsubscribe = ReturnAddresses.Unsubscribe(sender, tokens, Email.Attempt, publicBaseUri);

        var content = runtime.Content(decision.StepIndex, decision.VariantIndex);
        if (Render(runtime, leased, sender, content, unsubscribe, new() { Seed = SendIdentity.ContentSeed(sendId), Now = now }, texts) is { } failure)
        {
            return new DecisionReason(ReasonCodes.TemplateFailed, failure.ToString());
        }

        Compose(runtime, leased, sender, content, recipient, MessageIdOf(sendId, sender), unsubscribe, now);
        return null;
    }

    private MessageId MessageIdOf(Guid sendId, SenderAccount sender)
    {
        // The next message is nearly always of the same sender.
        if (!ReferenceEquals(_sender.Address, sender.Address))
        {
            _sender = (sender.Address, EmailAddress.Parse(sender.Address));
        }

        return SendIdentity.MessageIdOf(sendId, _sender.Parsed);
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

    private TemplateDiagnostic? Render(
        CampaignRuntime runtime,
        LeasedParticipant leased,
        SenderAccount sender,
        StepContent content,
        ListUnsubscribe unsubscribe,
        TemplateRenderOptions options,
        FragmentTexts texts)
    {
        if (_data is null || !ReferenceEquals(_data.Schema, runtime.Schema.Template))
        {
            _data = runtime.Schema.Template.CreateData();
        }

        runtime.Schema.Fill(_data, leased.Contact, sender, runtime.Campaign, unsubscribe.HttpsUrl ?? unsubscribe.MailtoUrl ?? "");
        _subject.ResetWrittenCount();
        _text.ResetWrittenCount();
        _html.ResetWrittenCount();
        if (content.Subject is null)
        {
            ContinueSubject(leased.Sends);
        }

        return content.Subject?.Render(_data, _subject, options with { Fragments = texts.Subject }).Error
            ?? content.Text?.Render(_data, _text, options with { Fragments = texts.Text }).Error
            ?? content.Html?.Render(_data, _html, options with { Fragments = texts.Html }).Error;
    }

    /// <summary>A follow-up without a subject of its own continues the conversation: "Re:" and the first subject (RFC 5322 §3.6.5).</summary>
    private void ContinueSubject(IReadOnlyList<SendRecord> sends)
    {
        foreach (var send in sends)
        {
            if (send.Subject.Length > 0)
            {
                var subject = send.Subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? send.Subject : "Re: " + send.Subject;
                Encoding.UTF8.GetBytes(subject, _subject);
                return;
            }
        }
    }

    private void Compose(
        CampaignRuntime runtime,
        LeasedParticipant leased,
        SenderAccount sender,
        StepContent content,
        EmailAddress recipient,
        MessageId messageId,
        ListUnsubscribe unsubscribe,
        DateTimeOffset now)
    {
        CollectThread(leased.Sends, messageId);
        _message.ResetWrittenCount();
        var summary = content.Prepare(runtime.Campaign, sender).Write(_message, new MessageValues
        {
            To = new Mailbox(NameOf(leased.Contact), recipient),
            MessageId = messageId,
            Date = now,
            Subject = _subject.WrittenSpan,
            Text = _text.WrittenSpan,
            Html = _html.WrittenSpan,
            InReplyTo = _references.Count == 0 ? default : _references[^1],
            References = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_references),
            ListUnsubscribe = runtime.Campaign.Stream == MessageStream.Marketing ? unsubscribe : default,
        });
        Email.MessageId = messageId.ToString();
        Email.Content = _message.WrittenMemory;
        Email.RequiresSmtpUtf8 = summary.RequiresSmtpUtf8;
        Email.Has8BitContent = summary.RequiresEightBitMime;
        Subject = Encoding.UTF8.GetString(_subject.WrittenSpan);
        ContentHash = SHA256.HashData(_message.WrittenSpan);
    }

    /// <summary>The thread is made of the messages that were sent, or may have been.</summary>
    private void CollectThread(IReadOnlyList<SendRecord> sends, MessageId own)
    {
        _references.Clear();
        foreach (var send in sends)
        {
            if (send is { Role: RecipientRole.To, State: SendState.Sent or SendState.InDoubt }
                && MessageId.TryParse(SeenId(send), out var id)
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
