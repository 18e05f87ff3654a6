using System.Globalization;
using System.Text.Json;
using Outreach.Providers.Http;

namespace Outreach.Providers.MailchimpTransactional;

/// <summary>
/// Looks a send up among the messages to its recipient of the last 7 days, by its metadata. What is found proves that the message was taken; what isn't
/// proves nothing, since the search promises neither completeness nor a delay, and allows 20 questions a minute.
/// </summary>
internal sealed class MailchimpTransactionalEvidence(MailchimpTransactionalApi api) : IEvidenceSource
{
    public TimeSpan QuietPeriod => TimeSpan.FromHours(24);

    public async Task<Evidence> LookUpAsync(SendRecord send, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(send);
        if (send.Recipient.AsSpan().ContainsAny('"', ' '))
        {
            return Evidence.Unknown; // an address that would mean something else in a query
        }

        var question = new MailchimpTransactionalQuestion(api.Options.ApiKey)
        {
            Query = "full_email:" + send.Recipient,
            From = send.IntentAt.UtcDateTime.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Limit = 1_000,
        };
        try
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(question, MailchimpTransactionalJson.Default.MailchimpTransactionalQuestion);
            using var answer = await api.AskAsync("messages/search", body, cancellationToken).ConfigureAwait(false);
            return answer.Status == 200 && answer.TryReadJson(MailchimpTransactionalJson.Default.MessageArray, out var messages)
                && messages.Any(message => MailchimpTransactionalMetadata.AttemptOf(message.Metadata)?.SendId == send.Id)
                    ? Evidence.Accepted
                    : Evidence.Unknown;
        }
        catch (HttpRequestException)
        {
            return Evidence.Unknown;
        }
    }
}
