using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Outreach.TestServers;

namespace Outreach.Storage.EfCore.PostgreSql.Tests;

/// <summary>What a batch finds changed that was as it expected when it began: it waits for the transaction that changes it.</summary>
public sealed class CommitTests : IAsyncLifetime
{
    private string _database = "";
    private ServiceProvider _services = null!;

    public async ValueTask InitializeAsync()
    {
        var server = await PostgreSqlFixture.ServerAsync();
        _database = await PostgreSqlFixture.CreateDatabaseAsync();
        _services = PostgreSqlFixture.Services(server.ConnectionString(_database));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await (await PostgreSqlFixture.ServerAsync()).DropDatabaseAsync(_database);
    }

    [Fact]
    public async Task Acceptance_WhoseParticipantIsMovedFromOutsideMeanwhile_IsRecorded_AndMovesOnlyTheOthers()
    {
        var (first, second) = await CommitMeanwhileAsync(
            $"UPDATE participants SET status = {(int)ParticipantStatus.Unsubscribed}, due_at = NULL, epoch = epoch + 1, lease_owner = NULL, lease_until = NULL WHERE id = '{{0}}'");

        await AssertSentAsync(first, ParticipantStatus.Unsubscribed, doubt: false);
        await AssertSentAsync(second, ParticipantStatus.Completed, doubt: false);
    }

    [Fact]
    public async Task Acceptance_OfASendThatIsGivenUpMeanwhile_IsEvidence()
    {
        var (first, second) = await CommitMeanwhileAsync(
            $"UPDATE participants SET epoch = epoch + 1, lease_owner = NULL, lease_until = NULL WHERE id = '{{0}}'; UPDATE sends SET state = {(int)SendState.InDoubt}, doubt = true WHERE id = '{{1}}'");

        await AssertSentAsync(first, ParticipantStatus.Pending, doubt: true);
        await AssertSentAsync(second, ParticipantStatus.Completed, doubt: false);
    }

    [Fact]
    public async Task Acceptance_OfASendThatEvidenceProvesMeanwhile_KeepsTheProvidersAnswer()
    {
        var (first, second) = await CommitMeanwhileAsync($"UPDATE sends SET state = {(int)SendState.Sent} WHERE id = '{{1}}'");

        await AssertSentAsync(first, ParticipantStatus.Completed, doubt: false);
        await AssertSentAsync(second, ParticipantStatus.Completed, doubt: false);
    }

    [Fact]
    public async Task Batches_OfTheSameRowsInAnyOrder_NeverWaitForEachOther()
    {
        await _services.AddCampaignAsync(32);
        var ledger = _services.Get<ISendLedger>();
        await using var session = await ledger.OpenSessionAsync(TestContext.Current.CancellationToken);
        List<SendIntent> intents = [.. (await ledger.LeaseAsync(session)).Select(leased => Scenario.Intent(leased))];
        await ledger.CommitAsync(session, Scenario.Batch(intents), TestContext.Current.CancellationToken);

        // As a worker does that writes a batch again while the server still has the first one in hand.
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            var random = new Random(i);
            return ledger.CommitAsync(session, Accepted(intents.OrderBy(_ => random.Next())));
        })));

        foreach (var intent in intents)
        {
            await AssertSentAsync(intent, ParticipantStatus.Completed, doubt: false);
        }
    }

    /// <summary>Commits the acceptance of two sends while another transaction changes the first one and its participant.</summary>
    /// <param name="change">The statements, with the participant for {0} and the send for {1}.</param>
    private async Task<(SendIntent First, SendIntent Second)> CommitMeanwhileAsync(string change)
    {
        await _services.AddCampaignAsync(2);
        var ledger = _services.Get<ISendLedger>();
        await using var session = await ledger.OpenSessionAsync(TestContext.Current.CancellationToken);
        SendIntent[] intents = [.. (await ledger.LeaseAsync(session)).Select(leased => Scenario.Intent(leased))];
        await ledger.CommitAsync(session, Scenario.Batch(intents), TestContext.Current.CancellationToken);

        await using var other = new NpgsqlConnection((await PostgreSqlFixture.ServerAsync()).ConnectionString(_database, "Search Path=outreach;Pooling=false"));
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(other, "BEGIN");
        await ExecuteAsync(other, change.Replace("{0}", $"{intents[0].Send.ParticipantId}", StringComparison.Ordinal).Replace("{1}", $"{intents[0].Send.Id}", StringComparison.Ordinal));
        var commit = ledger.CommitAsync(session, Accepted(intents), TestContext.Current.CancellationToken);
        await Patience.UntilAsync(() => IsWaitedForAsync(other), () => "The batch never met the other transaction.");
        await ExecuteAsync(other, "COMMIT");
        Assert.Empty(await commit);
        return (intents[0], intents[1]);
    }

    private async Task AssertSentAsync(SendIntent intent, ParticipantStatus status, bool doubt)
    {
        var send = await _services.Get<ISendLedger>().FindSendAsync(intent.Send.Id, TestContext.Current.CancellationToken);
        Assert.Equal((SendState.Sent, doubt, "p-1"), (send!.State, send.Doubt, send.Reply?.ProviderMessageId));
        var participant = await _services.Get<IParticipantStore>()
            .FindAsync(intent.Send.OrganisationId, intent.Send.ParticipantId, TestContext.Current.CancellationToken);
        Assert.Equal(status, participant!.Status);
    }

    private static LedgerBatch Accepted(IEnumerable<SendIntent> intents)
    {
        var batch = new LedgerBatch();
        foreach (var intent in intents)
        {
            batch.Results.Add(new SendResult
            {
                OrganisationId = intent.Send.OrganisationId,
                ParticipantId = intent.Send.ParticipantId,
                Attempt = new AttemptId(intent.Send.Id, 1),
                Epoch = intent.Send.Epoch,
                Disposition = SendDisposition.Accepted,
                Reply = new ProviderReply { Code = 250, Text = "Ok", ProviderMessageId = "p-1" },
                At = Scenario.Start,
                Transition = new ParticipantTransition
                {
                    Status = ParticipantStatus.Completed, StepIndex = 1, Reason = new DecisionReason(ReasonCodes.SequenceCompleted), At = Scenario.Start,
                },
            });
        }

        return batch;
    }

    private static async Task<bool> IsWaitedForAsync(NpgsqlConnection other)
    {
        await using var command = new NpgsqlCommand(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))", other);
        return (bool)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
