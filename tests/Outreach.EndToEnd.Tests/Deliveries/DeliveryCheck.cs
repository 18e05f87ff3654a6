namespace Outreach.EndToEnd.Tests.Deliveries;

/// <summary>Compares what the ledger says at the end of a campaign with what arrived: nothing twice, nothing lost silently.</summary>
internal static class DeliveryCheck
{
    /// <summary>Fails if two messages have one Message-ID.</summary>
    public static void AssertNobodyMailedTwice(IEnumerable<ArrivedMail> mails)
    {
        var twice = mails.GroupBy(mail => mail.MessageId, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => string.Join(", ", group.Select(mail => Path.GetFileName(mail.File))));
        Assert.Empty(twice);
    }

    /// <summary>Checks everything, and returns the sends that are in doubt.</summary>
    public static async Task<IReadOnlyList<SendRecord>> RunAsync(CampaignDatabase database, IReadOnlyList<ArrivedMail> mails)
    {
        AssertNobodyMailedTwice(mails);
        var sends = await database.GetSendsAsync();
        var arrived = mails.Select(mail => mail.MessageId).ToHashSet(StringComparer.Ordinal);

        // What the ledger calls sent has arrived, and what has arrived is sent or in doubt.
        Assert.DoesNotContain(sends, send => send.State == SendState.Sent && !arrived.Contains(send.MessageId));
        var known = sends.ToDictionary(send => send.MessageId, StringComparer.Ordinal);
        Assert.All(arrived, id => Assert.True(known[id].State is SendState.Sent or SendState.InDoubt, known[id].State.ToString()));
        Assert.DoesNotContain(sends, send => send.State is SendState.Sending or SendState.Due or SendState.Failed);

        // Everybody was mailed, or is in doubt.
        var doubts = sends.Where(send => send.State == SendState.InDoubt).ToList();
        var doubtful = doubts.Select(send => send.ParticipantId).ToHashSet();
        var mailed = sends.Where(send => arrived.Contains(send.MessageId)).Select(send => send.ParticipantId).ToHashSet();
        Assert.DoesNotContain(await database.GetParticipantsAsync(), one => !mailed.Contains(one.Id) && !doubtful.Contains(one.Id));
        Assert.Equal(doubts.Count, (await database.GetStatsAsync()).InDoubt);
        return doubts;
    }
}
