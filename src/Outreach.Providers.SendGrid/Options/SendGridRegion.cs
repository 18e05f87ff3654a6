namespace Outreach.Providers.SendGrid;

/// <summary>Where SendGrid processes the messages.</summary>
public enum SendGridRegion
{
    /// <summary>Worldwide: <c>api.sendgrid.com</c>. The default.</summary>
    Global = 0,

    /// <summary>In the European Union: <c>api.eu.sendgrid.com</c>. Needs a subuser of that region.</summary>
    Eu = 1,
}
