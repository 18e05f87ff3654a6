using Outreach.Testing;

namespace Outreach.Tests.Sending;

/// <summary>A provider that is down or refuses the credentials is left alone for a while, and nobody is lost.</summary>
public sealed class CircuitTests : IAsyncDisposable
{
    private readonly EngineFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task RefusedCredentials_AreNotTriedByEachMessageThatWaits()
    {
        await AddAsync(200);
        var id = await _fixture.StartCampaignAsync();
        var logins = 0;
        _fixture.Provider.Answer = _ =>
        {
            Interlocked.Increment(ref logins);
            return FakeAnswer.Refuse(FailureKind.Authentication, beforeIntent: true);
        };

        await _fixture.Engine.RunDueAsync();

        Assert.InRange(logins, 1, 4); // as many as there are slots
        var waiting = (await _fixture.ParticipantsAsync(id)).Where(participant => participant.Reason.Code == ReasonCodes.CircuitOpen).ToList();
        Assert.InRange(waiting.Count, 196, 199);
        Assert.All(waiting, participant => Assert.True(participant.DueAt >= EngineFixture.Start.AddMinutes(15)));

        // After the pause one message tries; when it gets through, all others follow.
        logins = 0;
        _fixture.Provider.Answer = static _ => FakeAnswer.Accept;
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(2));

        Assert.Equal(200, _fixture.Provider.Taken.Count);
        Assert.All(await _fixture.ParticipantsAsync(id), participant => Assert.Equal(ParticipantStatus.Completed, participant.Status));
    }

    [Fact]
    public async Task RefusedCredentials_AfterThePause_AreTriedByOneMessage()
    {
        await AddAsync(50);
        await _fixture.StartCampaignAsync();
        var logins = 0;
        _fixture.Provider.Answer = _ =>
        {
            Interlocked.Increment(ref logins);
            return FakeAnswer.Refuse(FailureKind.Authentication, beforeIntent: true);
        };
        await _fixture.Engine.RunDueAsync();
        logins = 0;

        _fixture.Time.AdvanceTo(EngineFixture.Start.AddMinutes(20));
        await _fixture.Engine.RunDueAsync();

        Assert.Equal(1, logins);
    }

    [Fact]
    public async Task UnreachableProvider_OpensTheCircuit_WhichClosesByItself()
    {
        await AddAsync(200);
        var id = await _fixture.StartCampaignAsync();
        var connections = 0;
        _fixture.Provider.Answer = _ =>
        {
            Interlocked.Increment(ref connections);
            return FakeAnswer.Unreachable();
        };

        await _fixture.Engine.RunDueAsync();

        Assert.InRange(connections, 10, 20);
        Assert.Contains(await _fixture.ParticipantsAsync(id), participant => participant.Reason.Code == ReasonCodes.CircuitOpen);
        _fixture.Provider.Answer = static _ => FakeAnswer.Accept;
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(2));
        Assert.Equal(200, _fixture.Provider.Taken.Count);
    }

    [Fact]
    public async Task UnreachableServerOfARecipient_IsAnAttempt_WhichEnds_AndHoldsUpNobodyElse()
    {
        await _fixture.AddContactsAsync([.. Enumerable.Range(0, 50).SelectMany(i => (string[])[$"c{i}@dead.example", $"c{i}@a.example"])]);
        var id = await _fixture.StartCampaignAsync();
        _fixture.Provider.Answer = static email => email.EnvelopeRecipient.EndsWith("@dead.example", StringComparison.Ordinal)
            ? FakeAnswer.Unreachable() with { Reply = new ProviderReply { EnhancedCode = "4.4.1", Text = "mx.dead.example: connection refused" } }
            : FakeAnswer.Accept;

        await _fixture.Engine.RunDueAsync();
        Assert.Equal(50, _fixture.Provider.Taken.Count);
        await _fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        var sends = await _fixture.SendsAsync(id);
        Assert.Equal(50, sends.Count(static send => send is { State: SendState.Failed, Reply.EnhancedCode: "4.4.1", Attempt: > 1 }));
        Assert.Equal(50, (await _fixture.ParticipantsAsync(id)).Count(static participant => participant.Status == ParticipantStatus.Failed));
    }

    private async Task AddAsync(int count) => await _fixture.AddContactsAsync([.. Enumerable.Range(0, count).Select(i => $"c{i}@a.example")]);
}
