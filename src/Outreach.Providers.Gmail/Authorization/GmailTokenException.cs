namespace Outreach.Providers.Gmail;

/// <summary>There is no access token.</summary>
internal sealed class GmailTokenException(FailureKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public FailureKind Kind => kind;
}
