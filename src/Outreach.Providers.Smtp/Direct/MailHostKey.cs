namespace Outreach.Providers.Smtp;

/// <summary>What connections are shared by: one that nobody has looked at the certificate of is none for who asks for a good one.</summary>
/// <param name="Name">The host, in any letter case.</param>
/// <param name="Security">How its connections are protected.</param>
internal readonly record struct MailHostKey(string Name, SmtpSecurity Security)
{
    public bool Equals(MailHostKey other) => Security == other.Security && Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.OrdinalIgnoreCase) ^ (int)Security;
}
