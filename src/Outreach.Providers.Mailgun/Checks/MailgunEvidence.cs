using Outreach.Providers.Http;

namespace Outreach.Providers.Mailgun;

/// <summary>
/// Looks a send up in Mailgun's events by its Message-ID, which Mailgun keeps. Every message that it takes has an event at once; they are kept for a day
/// at least, so within that time their absence proves that the message was not taken.
/// </summary>
internal sealed class MailgunEvidence(MailgunApi api, TimeProvider time) : IEvidenceSource
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(20);

    /// <summary>Events may be hours late in bad times; Mailgun calls half an hour usual (docs: "Events", polling).</summary>
    public TimeSpan QuietPeriod => TimeSpan.FromHours(6);

    public async Task<Evidence> LookUpAsync(SendRecord send, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(send);
        var messageId = Uri.EscapeDataString(send.MessageId.Trim('<', '>'));
        try
        {
            using var answer = await api.GetAsync($"v3/{api.Options.Domain}/events?limit=10&message-id={messageId}", cancellationToken).ConfigureAwait(false);
            if (answer.Status != 200 || !answer.TryReadJson(MailgunJson.Default.Events, out var events) || events.Items is not { } items)
            {
                return Evidence.Unknown;
            }

            var age = time.GetUtcNow() - send.IntentAt;
            return items.Count > 0 ? Evidence.Accepted : age >= QuietPeriod && age <= Kept ? Evidence.Absent : Evidence.Unknown;
        }
        catch (HttpRequestException)
        {
            return Evidence.Unknown;
        }
    }
}
