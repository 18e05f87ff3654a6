using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Tests.Reputation;

/// <summary>The choice among a campaign's sender accounts.</summary>
public sealed class SenderScoreTests : IAsyncDisposable
{
    private readonly CampaignHarness _harness = new(new CampaignHarnessOptions { Configure = static builder => builder.AddReputation(options => options.MinimumMessages = 1_000) });
    private readonly SenderAccount[] _accounts = [.. Enumerable.Range(1, 3).Select(i => SenderAccount.Create($"S{i}", $"s{i}@sender{i}.example", CampaignHarness.ProviderName))];

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task Accounts_NearlyEqual_TakeTurns()
    {
        await StartAsync(90);

        await _harness.RunForAsync(TimeSpan.FromHours(1));

        Assert.Equal([30, 30, 30], _accounts.Select(Taken));
    }

    [Fact]
    public async Task Account_ThatIsRefused_IsLeftOnceThereIsEnoughEvidence()
    {
        var refused = 0;
        _harness.Provider.Answer = email =>
        {
            var isRefused = IsOf(_accounts[0], email.EnvelopeSender);
            refused += isRefused ? 1 : 0;
            return isRefused ? FakeAnswer.Refuse(FailureKind.RejectedRecipient) : FakeAnswer.Accept;
        };
        await StartAsync(200);

        await _harness.RunForAsync(TimeSpan.FromHours(1));

        // Twenty refusals are evidence enough.
        Assert.Equal(20, refused);
        Assert.Equal([0, 90, 90], _accounts.Select(Taken));
    }

    [Fact]
    public async Task FollowUp_KeepsItsAccount_UnlessThatIsPaused()
    {
        await StartAsync(30, followUps: 2);
        await _harness.RunForAsync(TimeSpan.FromDays(1.5));
        Assert.All(Conversations(), senders => Assert.Single(senders.Distinct()));

        await _harness.Get<ISendingIpService>().PauseAsync(
            Organisation.DefaultId, ReputationScope.Sender, _accounts[0].Id.ToString("N"), _harness.Time.GetUtcNow().AddDays(5), "by Ada");
        await _harness.RunForAsync(TimeSpan.FromDays(1.5));

        Assert.All(Conversations(), senders =>
        {
            Assert.Equal(3, senders.Count);
            Assert.Equal(senders[0], senders[1]);
            Assert.Equal(senders[0] != 0, senders[2] == senders[1]);
        });
        Assert.Equal(10, Conversations().Count(senders => senders[0] == 0));
    }

    [Fact]
    public async Task Accounts_AllPaused_LetTheirContactsWait()
    {
        var ips = _harness.Get<ISendingIpService>();
        foreach (var account in _accounts)
        {
            await ips.PauseAsync(Organisation.DefaultId, ReputationScope.Domain, account.Address[3..], _harness.Time.GetUtcNow().AddDays(1), "by Ada");
        }

        var id = await StartAsync(3);
        await _harness.RunForAsync(TimeSpan.FromHours(1));
        Assert.Empty(_harness.Provider.Taken);
        Assert.Equal(ReasonCodes.SendingPaused, (await _harness.ExplainAsync(id, "c0@example.com")).Participant.Reason.Code);

        await _harness.RunForAsync(TimeSpan.FromDays(1));

        Assert.Equal(3, _harness.Provider.Taken.Count);
    }

    [Fact]
    public async Task MessageThatIsPutOff_StaysWithItsAccount()
    {
        var attempts = new List<string>();
        _harness.Provider.Answer = email =>
        {
            attempts.Add(email.EnvelopeSender[..2]);
            return attempts.Count < 4 ? FakeAnswer.Refuse(FailureKind.Throttled) : FakeAnswer.Accept;
        };
        await StartAsync(1);

        await _harness.RunForAsync(TimeSpan.FromDays(2));

        Assert.Equal(4, attempts.Count);
        Assert.Single(attempts.Distinct(StringComparer.Ordinal));
    }

    private async Task<Guid> StartAsync(int contacts, int followUps = 0)
    {
        foreach (var account in _accounts)
        {
            await _harness.Get<ISenderAccountStore>().SaveAsync(account);
        }

        await _harness.AddContactsAsync([.. Enumerable.Range(0, contacts).Select(i => new ContactDraft { Email = $"c{i}@example.com" })]);
        return await _harness.StartAsync(new CampaignDraft
        {
            Name = "Spring",
            SenderAccountIds = [.. _accounts.Select(account => account.Id)],
            Steps =
            [
                .. Enumerable.Range(0, followUps + 1).Select(i => new SequenceStep
                {
                    Delay = StepDelay.Days(i == 0 ? 0 : 1),
                    Variants = [new StepVariant { Template = new MessageTemplate { Subject = "Hello", Text = "Hi {{unsubscribe_url}}" } }],
                }),
            ],
        });
    }

    private static bool IsOf(SenderAccount account, string envelopeSender) => envelopeSender.StartsWith(account.Address[..2], StringComparison.Ordinal);

    private int Taken(SenderAccount account) => _harness.Provider.Taken.Count(email => IsOf(account, email.EnvelopeSender));

    private List<List<int>> Conversations() =>
        [.. _harness.Provider.Taken.GroupBy(email => email.EnvelopeRecipient).Select(group => group.Select(email => Array.FindIndex(_accounts, account => IsOf(account, email.EnvelopeSender))).ToList())];
}
