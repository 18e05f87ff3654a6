namespace Outreach.Providers.Smtp.Tests;

/// <summary>The recording server as the mail exchanger of the recipient's domain.</summary>
public sealed class DirectSmtpFixture : SmtpFixture
{
    protected override bool IsDirect => true;
}
