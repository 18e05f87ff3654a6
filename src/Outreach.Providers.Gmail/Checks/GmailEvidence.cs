namespace Outreach.Providers.Gmail;

/// <summary>
/// Looks a send up in its mailbox: by its Message-ID, in case that Gmail kept it, and by the field that names the attempt. What is found proves that Gmail accepted the
/// message; what isn't proves nothing, since whoever owns the mailbox may have deleted it.
/// </summary>
internal sealed class GmailEvidence(GmailApi api) : IEvidenceSource
{
    private readonly GmailMailbox _mailbox = new(api);

    /// <summary>A sent message is in its mailbox at once, and in its search within moments.</summary>
    public TimeSpan QuietPeriod => TimeSpan.FromMinutes(30);

    public async Task<Evidence> LookUpAsync(SendRecord send, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(send);
        try
        {
            return api.Options.ReadMailbox && await _mailbox.HoldsAsync(send, cancellationToken).ConfigureAwait(false) ? Evidence.Accepted : Evidence.Unknown;
        }
        catch (HttpRequestException)
        {
            return Evidence.Unknown;
        }
    }
}
