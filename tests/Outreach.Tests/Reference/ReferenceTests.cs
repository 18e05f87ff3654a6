using System.Globalization;
using Outreach.Testing;

namespace Outreach.Tests.Reference;

/// <summary>
/// Compares the engine with a slow and obvious second implementation of its rules, over random campaigns: every message at the same time, to
/// the same contact, and every contact with the same end. OUTREACH_SEED repeats a run from that number on, OUTREACH_LONG=1 takes 50,000.
/// </summary>
public sealed class ReferenceTests
{
    private const int ACampaignsDays = 400;

    private static readonly int Count = Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1" ? 50_000 : 2_000;

    private static readonly int FirstSeed =
        int.TryParse(Environment.GetEnvironmentVariable("OUTREACH_SEED"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next(1, int.MaxValue - 50_000);

    [Fact]
    public async Task Engine_OverRandomCampaigns_DoesWhatTheReferenceDoes()
    {
        var (messages, deferred) = (0, 0);
        for (var seed = FirstSeed; seed < FirstSeed + Count; seed++)
        {
            try
            {
                var reference = await CompareAsync(new RandomCampaign(seed));
                messages += reference.Sends.Count;
                deferred += reference.Sends.Select(static send => send.At).Distinct().Count() < reference.Sends.Count ? 1 : 0;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}: {exception.Message}", exception);
            }
        }

        Assert.True(messages > Count * 3, $"Only {messages} messages went out in {Count} campaigns.");
        Assert.True(deferred > 0);
    }

    private static async Task<ReferenceEngine> CompareAsync(RandomCampaign campaign)
    {
        await using var harness = new CampaignHarness(new CampaignHarnessOptions { Start = campaign.Start, Replies = campaign.Replies });
        harness.Sender = harness.Sender with { DailyCap = campaign.DailyCap, TimeZone = campaign.SenderZone };
        var contacts = await harness.AddContactsAsync([.. campaign.Contacts]);
        if (campaign.Suppressed is { } address)
        {
            await harness.Get<ISuppressionStore>().AddAsync(
                [new SuppressionEntry { OrganisationId = Organisation.DefaultId, Key = AddressKey.FromEmail(address), Reason = SuppressionReason.Manual, At = campaign.Start, Source = "test" }]);
        }

        var id = await harness.StartAsync(new CampaignDraft
        {
            Name = "Random",
            Steps = campaign.Steps,
            Schedule = campaign.Schedule,
            Audience = new TargetAudience { ContactIds = contacts },
            Cc = campaign.Copies > 0 ? ["boss@sender.example"] : [],
            Bcc = campaign.Copies > 1 ? ["crm@sender.example"] : [],
        });
        var steps = (await harness.Get<ICampaignStore>().ListSequencesAsync(Organisation.DefaultId, id))[0].Steps;
        var reference = new ReferenceEngine(campaign, steps, contacts);
        var end = campaign.Start.AddDays(ACampaignsDays);

        reference.Run(end);
        await harness.RunUntilAsync(end, TestContext.Current.CancellationToken);

        await AssertSameAsync(reference, harness, id);
        return reference;
    }

    private static async Task AssertSameAsync(ReferenceEngine reference, CampaignHarness harness, Guid id)
    {
        var sends = new List<(DateTimeOffset At, Guid ContactId, int Step, string? Variant)>();
        var copies = new List<(DateTimeOffset At, Guid ContactId, int Step)>();
        foreach (var email in harness.Provider.Taken)
        {
            var send = (await harness.Get<ISendLedger>().FindSendAsync(email.Attempt.SendId))!;
            if (send.Role != RecipientRole.To)
            {
                copies.Add((send.IntentAt, send.ContactId, send.StepIndex));
                continue;
            }

            sends.Add((send.IntentAt, send.ContactId, send.StepIndex, send.VariantId));
        }

        // The reference says which variant only where the turn or the number of variants decides it.
        var decided = reference.Sends.Where(static send => send.Variant is not null).Select(static send => (send.ContactId, send.Step)).ToHashSet();
        var actualSends = sends.ConvertAll(send => decided.Contains((send.ContactId, send.Step)) ? send : send with { Variant = null });
        if (reference.Sends.Except(actualSends).Concat(actualSends.Except(reference.Sends)).FirstOrDefault() is var odd && odd != default)
        {
            var explanation = (await harness.Get<IDecisionTrace>().ExplainAsync(Organisation.DefaultId, id, odd.ContactId))!;
            Assert.Fail($"{odd} is only in {(reference.Sends.Contains(odd) ? "the reference" : "the engine")}. {explanation.Participant.Status}: {string.Join("; ", explanation.History.Select(static line => $"{line.At:O} {line.StepIndex} {line.Code} {line.Until:O}"))}");
        }

        Assert.Equal(reference.Sends, actualSends);
        Assert.Equal(reference.Copies, copies);
        foreach (var expected in reference.Participants)
        {
            var participants = await harness.Get<IParticipantStore>().ListByContactAsync(Organisation.DefaultId, expected.ContactId);
            var actual = Assert.Single(participants, participant => participant.CampaignId == id);
            Assert.Equal((expected.Status, expected.DueAt), (actual.Status, actual.DueAt));
        }
    }
}
