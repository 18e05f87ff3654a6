using System.Net;

namespace Outreach.Providers.Smtp;

/// <summary>Finds the addresses of a server.</summary>
internal interface ISmtpAddresses
{
    /// <summary>Finds them, in the order in which they are tried; at least one.</summary>
    /// <exception cref="SmtpSessionException">There is none; the text says what to do.</exception>
    ValueTask<IPAddress[]> FindAsync(CancellationToken cancellationToken);
}
