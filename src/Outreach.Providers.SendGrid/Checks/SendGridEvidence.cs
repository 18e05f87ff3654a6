using Outreach.Providers.Http;

namespace Outreach.Providers.SendGrid;

/// <summary>
/// Looks a send up in the Email Activity Feed by its custom argument. What is found proves that SendGrid accepted the message; what isn't proves
/// nothing, since the feed promises neither completeness nor a delay.
/// </summary>
internal sealed class SendGridEvidence(SendGridApi api) : IEvidenceSource
{
    /// <summary>SendGrid tries for up to 72 hours to deliver a message.</summary>
    public TimeSpan QuietPeriod => TimeSpan.FromHours(72);

    public async Task<Evidence> LookUpAsync(SendRecord send, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(send);
        if (!api.Options.UseEmailActivity)
        {
            return Evidence.Unknown;
        }

        for (var number = send.Attempt; number > 0; number--)
        {
            if (await IsKnownAsync(new AttemptId(send.Id, number), cancellationToken).ConfigureAwait(false))
            {
                return Evidence.Accepted;
            }
        }

        return Evidence.Unknown;
    }

    private async Task<bool> IsKnownAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        var query = Uri.EscapeDataString($"(unique_args['{AttemptText.Name}']=\"{AttemptText.Format(attempt)}\")");
        try
        {
            using var answer = await api.GetAsync($"v3/messages?limit=1&query={query}", cancellationToken).ConfigureAwait(false);
            return answer.Status == 200 && answer.TryReadJson(SendGridJson.Default.Messages, out var messages) && messages.Found is { Count: > 0 };
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
