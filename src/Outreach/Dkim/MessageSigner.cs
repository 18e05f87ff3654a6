using System.Buffers;

namespace Outreach;

/// <summary>Puts signatures in front of one message after another, in a buffer that it keeps. Each slot has its own.</summary>
internal sealed class MessageSigner(DkimSignatures signatures)
{
    private readonly ArrayBufferWriter<byte> _signed = new();

    /// <summary>Signs a message for its sender. The content is valid until the next message is signed.</summary>
    public void Sign(OutgoingEmail email, SenderProfile sender)
    {
        var signers = signatures.For(sender.Email);
        if (signers.Length == 0)
        {
            return;
        }

        // Each signature covers the message as it was composed, so their order means nothing (RFC 6376 §4.2).
        _signed.ResetWrittenCount();
        foreach (var signer in signers)
        {
            signer.Sign(email.Content.Span, _signed);
        }

        _signed.Write(email.Content.Span);
        email.Content = _signed.WrittenMemory;
    }
}
