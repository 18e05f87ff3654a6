using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Storage.EfCore.Faults;

/// <summary>The campaign that the tests of moving faults run on every database: three contacts, three steps, two messages a day.</summary>
internal static class ThreeStepCampaign
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static async Task CreateAsync(IServiceProvider services)
    {
        await services.GetRequiredService<ISenderAccountStore>().SaveAsync(SenderAccount.Create("Ada", "ada@sender.example", "primary") with { DailyCap = 2 });
        await services.GetRequiredService<IContactStore>().FindOrCreateAsync(
            Organisation.DefaultId, [.. Enumerable.Range(0, 3).Select(i => new ContactDraft { Email = $"c{i}@a.example" })], Start);
        var campaigns = services.GetRequiredService<ICampaignService>();
        await campaigns.StartAsync(await campaigns.CreateAsync(new CampaignDraft
        {
            Name = "Three steps",
            Steps = [.. Enumerable.Range(0, 3).Select(i => SequenceStep.Create(
                new MessageTemplate { Subject = "Hello", Text = "Hi! {{ unsubscribe_url }}" }, StepDelay.Days(i)))],
        }));
    }

    /// <summary>Checks that everybody was mailed once or is in doubt, and returns how many sends are.</summary>
    public static async Task<int> CheckAsync(IServiceProvider services, RecordingProvider provider, string where)
    {
        Assert.True(provider.Taken.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Count() == provider.Taken.Count, where + ": a message was sent twice");
        var arrived = provider.Taken.Select(mail => mail.MessageId).ToHashSet(StringComparer.Ordinal);
        var campaign = Assert.Single(await services.GetRequiredService<ICampaignStore>().ListAsync(Organisation.DefaultId));
        var sends = new List<SendRecord>();
        await foreach (var send in services.GetRequiredService<ISendLedger>().ReadSendsAsync(Organisation.DefaultId, campaign.Id))
        {
            sends.Add(send);
        }

        Assert.All(sends, send => Assert.True(send.State == SendState.InDoubt || (send.State == SendState.Sent && arrived.Contains(send.MessageId)), $"{where}: {send.State}"));
        Assert.Equal(arrived.Count, sends.Count(send => arrived.Contains(send.MessageId)));
        await foreach (var participant in services.GetRequiredService<IParticipantStore>().ReadAsync(Organisation.DefaultId, campaign.Id))
        {
            var own = sends.Where(send => send.ParticipantId == participant.Id).ToList();
            Assert.True(
                (participant.Status == ParticipantStatus.Completed && own.Count == 3)
                || (participant is { Status: ParticipantStatus.Stopped, Reason.Code: ReasonCodes.InDoubt } && own.Any(send => send.State == SendState.InDoubt)),
                $"{where}: {participant.Status} for {participant.Reason}");
        }

        return sends.Count(send => send.State == SendState.InDoubt);
    }
}
