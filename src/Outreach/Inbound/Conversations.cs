using Outreach.Inbox;

namespace Outreach;

/// <summary>
/// Finds to which of our messages somebody replies who names none. Each thing that is known narrows the messages, unless none would be left:
/// a person who has answered must not be written to as if there were silence because a mail was forwarded.
/// </summary>
internal sealed class Conversations(ISenderAccountStore senders, ICampaignStore campaigns)
{
    /// <summary>Finds the messages, the latest of each participant.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="clue">What is known of the reply.</param>
    /// <param name="sends">The messages to the contact, newest first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<SendRecord>> FindAsync(
        Guid organisationId, ConversationClue clue, IReadOnlyList<SendRecord> sends, CancellationToken cancellationToken)
    {
        SendRecord[] left = [.. sends.Where(static send => send.State is SendState.Sending or SendState.Sent or SendState.InDoubt)];
        if (left.Select(static send => send.ParticipantId).Distinct().Count() > 1)
        {
            var accounts = (await senders.ListAsync(organisationId, cancellationToken).ConfigureAwait(false)).ToDictionary(static account => account.Id);
            left = Narrow(left, send => accounts.GetValueOrDefault(send.SenderAccountId)?.Channel == clue.Channel);
            left = await FromMailboxAsync(organisationId, clue, left, accounts, cancellationToken).ConfigureAwait(false);
            left = WithSubject(left, clue.Subject);
        }

        return [.. left.DistinctBy(static send => send.ParticipantId)];
    }

    /// <summary>Gets whether a message belongs to a conversation.</summary>
    public static bool IsAbout(SendRecord send, string threadSubject) =>
        string.Equals(ThreadSubject.Of(send.Subject), threadSubject, StringComparison.OrdinalIgnoreCase);

    private async Task<SendRecord[]> FromMailboxAsync(
        Guid organisationId, ConversationClue clue, SendRecord[] sends, Dictionary<Guid, SenderAccount> accounts, CancellationToken cancellationToken)
    {
        if (clue.Mailboxes.Count == 0)
        {
            return sends;
        }

        var keys = clue.Mailboxes.Select(mailbox => AddressKey.Of(clue.Channel, mailbox)).ToHashSet(StringComparer.Ordinal);
        var campaignIds = new HashSet<Guid>();
        foreach (var campaignId in sends.Select(static send => send.CampaignId).Distinct())
        {
            var campaign = await campaigns.FindAsync(organisationId, campaignId, cancellationToken).ConfigureAwait(false);
            if (campaign?.ReplyTo is { } replyTo && keys.Contains(AddressKey.Of(clue.Channel, replyTo)))
            {
                campaignIds.Add(campaignId);
            }
        }

        return Narrow(
            sends,
            send => campaignIds.Contains(send.CampaignId)
                || (accounts.TryGetValue(send.SenderAccountId, out var account) && keys.Contains(AddressKey.Of(clue.Channel, account.Address))));
    }

    /// <summary>Of conversations with the same subject the latest is meant.</summary>
    private static SendRecord[] WithSubject(SendRecord[] sends, string? subject) =>
        subject is not null && ThreadSubject.Of(subject) is { Length: > 0 } thread && Array.Find(sends, send => IsAbout(send, thread)) is { } latest
            ? [latest]
            : sends;

    private static SendRecord[] Narrow(SendRecord[] sends, Predicate<SendRecord> matches) =>
        Array.FindAll(sends, matches) is { Length: > 0 } left ? left : sends;
}
