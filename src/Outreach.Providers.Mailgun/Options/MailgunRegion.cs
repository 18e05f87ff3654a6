namespace Outreach.Providers.Mailgun;

/// <summary>Where Mailgun keeps the domain.</summary>
public enum MailgunRegion
{
    /// <summary>In the United States: <c>api.mailgun.net</c>. The default.</summary>
    Us = 0,

    /// <summary>In the European Union: <c>api.eu.mailgun.net</c>.</summary>
    Eu = 1,
}
