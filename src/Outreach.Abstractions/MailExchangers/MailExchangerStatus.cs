namespace Outreach;

/// <summary>Whether a domain takes mail.</summary>
public enum MailExchangerStatus
{
    /// <summary>It has mail exchangers.</summary>
    Found = 0,

    /// <summary>It says that it takes no mail (null MX, RFC 7505).</summary>
    NoMail = 1,

    /// <summary>It does not exist, or can't be a domain.</summary>
    DomainNotFound = 2,

    /// <summary>It exists, but has neither a mail exchanger nor an address.</summary>
    NoServer = 3,

    /// <summary>Nothing is known: DNS did not answer, or could not. Asking later may help.</summary>
    TemporaryFailure = 4,
}
