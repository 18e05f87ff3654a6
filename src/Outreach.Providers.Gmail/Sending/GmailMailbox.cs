using System.Globalization;
using Outreach.Mime;
using Outreach.Providers.Http;

namespace Outreach.Providers.Gmail;

/// <summary>Reads of a mailbox what it says about messages that were sent from it. What it doesn't say is <see langword="null"/>.</summary>
internal sealed class GmailMailbox(GmailApi api)
{
    /// <summary>So many messages to one recipient within minutes are more than a campaign sends.</summary>
    private const int MostCandidates = 20;

    private static readonly TimeSpan Around = TimeSpan.FromMinutes(15);

    /// <summary>Finds the Message-ID that the recipient sees: Gmail replaces the one that a message brings.</summary>
    public async Task<string?> FindMessageIdAsync(string id)
    {
        var value = await HeaderAsync(id, "Message-ID", CancellationToken.None).ConfigureAwait(false);
        return MessageId.TryParse(value, out var messageId) ? messageId.ToString() : null;
    }

    /// <summary>Says whether the mailbox holds a send.</summary>
    public async Task<bool> HoldsAsync(SendRecord send, CancellationToken cancellationToken)
    {
        if (await ListAsync("rfc822msgid:" + send.MessageId.Trim('<', '>'), cancellationToken).ConfigureAwait(false) is { Count: > 0 })
        {
            return true;
        }

        var (after, before) = ((send.IntentAt - Around).ToUnixTimeSeconds(), (send.IntentAt + Around).ToUnixTimeSeconds());
        var query = string.Create(CultureInfo.InvariantCulture, $"from:me to:{send.Recipient} after:{after} before:{before}");
        foreach (var candidate in await ListAsync(query, cancellationToken).ConfigureAwait(false) ?? [])
        {
            if (candidate.Id is { Length: > 0 } id
                && AttemptText.Parse(await HeaderAsync(id, GmailEnvelope.AttemptHeader, cancellationToken).ConfigureAwait(false))?.SendId == send.Id)
            {
                return true;
            }
        }

        return false;
    }

    private async Task<IReadOnlyList<GmailSent>?> ListAsync(string query, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"messages?includeSpamTrash=true&maxResults={MostCandidates}&q={Uri.EscapeDataString(query)}");
        using var answer = await api.GetAsync(path, cancellationToken).ConfigureAwait(false);
        return answer.Status == 200 && answer.TryReadJson(GmailJson.Default.GmailMessageList, out var list) ? list.Messages : null;
    }

    private async Task<string?> HeaderAsync(string id, string name, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await api.GetAsync($"messages/{Uri.EscapeDataString(id)}?format=metadata&metadataHeaders={name}", cancellationToken).ConfigureAwait(false);
            return answer.Status == 200 && answer.TryReadJson(GmailJson.Default.GmailMetadata, out var message) ? message.Find(name) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
