using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Outreach.TestServers;

namespace Outreach.Storage.EfCore.PostgreSql.Tests;

/// <summary>Several processes on one database, each with services of its own, on the database's clock.</summary>
public sealed class WorkerTests : IAsyncLifetime
{
    /// <summary>Those of this test's database: others use the same server at the same time.</summary>
    private const string WorkersLocks = "locktype = 'advisory' AND pid <> pg_backend_pid() AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private string _database = "";
    private ServiceProvider _one = null!;
    private ServiceProvider _two = null!;

    public async ValueTask InitializeAsync()
    {
        var server = await PostgreSqlFixture.ServerAsync();
        _database = await PostgreSqlFixture.CreateDatabaseAsync();
        _one = PostgreSqlFixture.Services(server.ConnectionString(_database), configure: options => options.WorkerTimeout = TimeSpan.FromSeconds(1));
        _two = PostgreSqlFixture.Services(server.ConnectionString(_database), configure: options => options.WorkerTimeout = TimeSpan.FromSeconds(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await (await PostgreSqlFixture.ServerAsync()).DropDatabaseAsync(_database);
    }

    [Fact]
    public async Task Lease_RunsOnTheDatabasesClock()
    {
        await _one.AddCampaignAsync(1);
        await using var hung = await _one.Get<ISendLedger>().OpenSessionAsync(TestContext.Current.CancellationToken);
        await using var other = await _two.Get<ISendLedger>().OpenSessionAsync(TestContext.Current.CancellationToken);
        var leased = Assert.Single(await _one.Get<ISendLedger>().LeaseAsync(hung));
        Assert.Equal("900", await ScalarAsync("SELECT round(extract(epoch FROM lease_until - now())) FROM outreach.participants"));
        Assert.Equal(default, await _two.Get<ISendLedger>().RecoverAsync(other));

        await ExecuteAsync("UPDATE outreach.participants SET lease_until = now() - interval '1 second'");

        Assert.Equal(new RecoveryReport(1, 0), await _two.Get<ISendLedger>().RecoverAsync(other));
        Assert.Equal(IntentVerdict.Fenced, await _one.Get<ISendLedger>().IntendAsync(hung, leased));
    }

    [Fact]
    public async Task Intent_UnderALeaseThatRanOutByTheDatabasesClock_IsFenced()
    {
        await _one.AddCampaignAsync(1);
        await using var session = await _one.Get<ISendLedger>().OpenSessionAsync(TestContext.Current.CancellationToken);
        var leased = Assert.Single(await _one.Get<ISendLedger>().LeaseAsync(session));

        await ExecuteAsync("UPDATE outreach.participants SET lease_until = now() - interval '1 second'");

        Assert.Equal(IntentVerdict.Fenced, await _one.Get<ISendLedger>().IntendAsync(session, leased));
    }

    [Fact]
    public async Task Lease_WhoseCommitNobodyKnowsOf_IsGivenBackBeforeTheNext()
    {
        await _one.AddCampaignAsync(2);
        await using var session = await _one.Get<ISendLedger>().OpenSessionAsync(TestContext.Current.CancellationToken);
        var kept = Assert.Single(await _one.Get<ISendLedger>().LeaseAsync(session, 1));
        var lost = Assert.Single(await _one.Get<ISendLedger>().LeaseAsync(session, 1));

        // As after a commit whose answer was lost: the caller has not got the second one.
        var own = (PostgreSqlWorkerSession)session;
        own.UnknownLease = own.LatestLease;

        Assert.Equal(lost.Participant.Id, Assert.Single(await _one.Get<ISendLedger>().LeaseAsync(session)).Participant.Id);
        Assert.Equal(IntentVerdict.Fenced, await _one.Get<ISendLedger>().IntendAsync(session, lost));
        Assert.Equal(IntentVerdict.Granted, await _one.Get<ISendLedger>().IntendAsync(session, kept));
    }

    [Fact]
    public async Task Worker_WhoseConnectionBroke_ComesBackAndKeepsItsLeases()
    {
        await _one.AddCampaignAsync(2);
        await using var worker = await _one.Get<ISendLedger>().OpenSessionAsync(TestContext.Current.CancellationToken);
        await using var other = await _two.Get<ISendLedger>().OpenSessionAsync(TestContext.Current.CancellationToken);
        var leased = await _one.Get<ISendLedger>().LeaseAsync(worker);

        await ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE {WorkersLocks}");
        await WaitForWorkersAsync(2);

        Assert.Equal(default, await _two.Get<ISendLedger>().RecoverAsync(other));
        Assert.Equal(IntentVerdict.Granted, await _one.Get<ISendLedger>().IntendAsync(worker, leased[0]));
    }

    [Fact]
    public async Task Worker_OfAProcessThatWasKilled_IsTakenOverAfterAWhile()
    {
        await _one.AddCampaignAsync(2);
        await using var gone = await _one.Get<ISendLedger>().OpenSessionAsync(TestContext.Current.CancellationToken);
        await using var other = await _two.Get<ISendLedger>().OpenSessionAsync(TestContext.Current.CancellationToken);
        var leased = await _one.Get<ISendLedger>().LeaseAsync(gone);
        await _one.Get<ISendLedger>().IntendAsync(gone, leased[0]);

        // What a killed process leaves behind: rows of a worker that nobody speaks for.
        var killed = Guid.CreateVersion7();
        await ExecuteAsync($"INSERT INTO outreach.workers (id, seen_at) VALUES ('{killed}', now())");
        await ExecuteAsync($"UPDATE outreach.participants SET lease_owner = '{killed}'; UPDATE outreach.sends SET worker_id = '{killed}'");
        Assert.Equal(default, await _two.Get<ISendLedger>().RecoverAsync(other));

        await ExecuteAsync("UPDATE outreach.workers SET seen_at = now() - interval '1 hour'");
        while (await _two.Get<ISendLedger>().RecoverAsync(other) is var report && report != new RecoveryReport(1, 1))
        {
            // The server has only just started: everybody has the while to come back.
            Assert.Equal(default, report);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal("0", await ScalarAsync($"SELECT count(*) FROM outreach.workers WHERE id = '{killed}'"));
    }

    [Fact]
    public async Task Signal_IsHeardByOtherProcesses_WhenContactsAreEnrolledOrACampaignIsStarted()
    {
        await using var idle = await _two.Get<ISendLedger>().OpenSessionAsync(TestContext.Current.CancellationToken);
        var enrolled = _two.Get<IDueSignal>().Next;
        var campaign = await _one.AddCampaignAsync(1);
        await enrolled.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        var started = _two.Get<IDueSignal>().Next;
        await _one.Get<ICampaignStore>().UpdateAsync(campaign, TestContext.Current.CancellationToken);
        await started.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Quotas_TakenAndGivenBackByManyWorkersInAnyOrder_AreNeverExceeded()
    {
        await _one.AddCampaignAsync(400);
        QuotaClaim[] quotas = [new("a", 150), new("b", 170), new("c", 1_000)];
        var granted = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => WorkAsync(i % 2 == 0 ? _one : _two, quotas, new Random(i)))));

        // A unit that comes back late may find nobody who still wants it.
        Assert.InRange(granted.Sum(), 100, 150);
        foreach (var quota in quotas)
        {
            Assert.Equal(granted.Sum(), await _one.Get<ISendLedger>().GetQuotaUsedAsync(Organisation.DefaultId, quota.Key, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Text_ThatPostgreSqlCannotStore_IsStoredAllTheSame()
    {
        var campaign = await _one.AddCampaignAsync(1);
        var ledger = _one.Get<ISendLedger>();
        await using var session = await ledger.OpenSessionAsync(TestContext.Current.CancellationToken);
        var intent = Scenario.Intent(Assert.Single(await ledger.LeaseAsync(session)));
        await ledger.CommitAsync(session, Scenario.Batch(intent), TestContext.Current.CancellationToken);
        var batch = new LedgerBatch();
        batch.Results.Add(new SendResult
        {
            OrganisationId = campaign.OrganisationId,
            ParticipantId = intent.Send.ParticipantId,
            Attempt = new AttemptId(intent.Send.Id, 1),
            Epoch = intent.Send.Epoch,
            Disposition = SendDisposition.Accepted,
            Reply = new ProviderReply { Code = 250, Text = "a\0b\ud83dc 😀" },
            At = Scenario.Start,
        });

        await ledger.CommitAsync(session, batch, TestContext.Current.CancellationToken);

        var send = await ledger.FindSendAsync(intent.Send.Id, TestContext.Current.CancellationToken);
        Assert.Equal("a\ufffdb\ufffdc 😀", send!.Reply!.Text);
    }

    /// <summary>Intends until nothing is due, in batches whose claims come in any order; some are refused and give back what they took.</summary>
    private static async Task<int> WorkAsync(ServiceProvider services, QuotaClaim[] quotas, Random random)
    {
        var ledger = services.Get<ISendLedger>();
        await using var session = await ledger.OpenSessionAsync();
        var granted = 0;
        while (await ledger.LeaseAsync(session, 16) is { Count: > 0 } leased)
        {
            List<SendIntent> intents = [.. leased.Select(participant => Scenario.Intent(participant, [.. quotas.OrderBy(_ => random.Next())]))];
            var verdicts = await ledger.CommitAsync(session, Scenario.Batch(intents));
            var taken = intents.Where((_, i) => verdicts[i].Verdict == IntentVerdict.Granted).ToList();
            var refused = taken.Where(_ => random.Next(4) == 0).ToList();
            granted += taken.Count - refused.Count;
            var batch = new LedgerBatch();
            foreach (var intent in refused)
            {
                batch.Results.Add(new SendResult
                {
                    OrganisationId = intent.Send.OrganisationId,
                    ParticipantId = intent.Send.ParticipantId,
                    Attempt = new AttemptId(intent.Send.Id, 1),
                    Epoch = intent.Send.Epoch,
                    Disposition = SendDisposition.Failed,
                    At = Scenario.Start,
                });
            }

            await ledger.CommitAsync(session, batch);
        }

        return granted;
    }

    private async Task WaitForWorkersAsync(int count)
    {
        while (await ScalarAsync($"SELECT count(*) FROM pg_locks WHERE {WorkersLocks} AND granted") != $"{count}")
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private async Task ExecuteAsync(string sql) => await (await PostgreSqlFixture.ServerAsync()).ExecuteAsync(sql, _database);

    private async Task<string> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection((await PostgreSqlFixture.ServerAsync()).ConnectionString(_database, "Pooling=false"));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return $"{await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)}";
    }
}
