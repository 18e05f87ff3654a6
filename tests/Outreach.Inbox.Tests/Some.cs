using System.Text;
using Outreach.Tracking;

namespace Outreach.Inbox.Tests;

/// <summary>Ordinary values for tests.</summary>
internal static class Some
{
    internal static readonly AttemptId Attempt = new(new Guid("0192f0c1-2345-7abc-8def-0123456789ab"), 1);

    internal static TokenProtector Tokens { get; } = new(TokenKeyRing.Generate());

    internal static InboundMailReader Reader { get; } = new(Tokens);

    internal static string Token(TokenPurpose purpose, TokenProtector? protector = null)
    {
        var token = new char[ITokenProtector.TokenLength];
        (protector ?? Tokens).Protect(Attempt, purpose, token);
        return new string(token);
    }

    internal static InboundMail Read(string mail, InboundEnvelope? envelope = null) =>
        Reader.Read(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")), envelope);
}
