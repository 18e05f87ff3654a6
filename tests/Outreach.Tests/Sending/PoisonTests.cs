using Outreach.Testing;

namespace Outreach.Tests.Sending;

public sealed class PoisonTests
{
    [Fact]
    public async Task Participant_WhoseProcessingAlwaysThrows_EndsVisibly_AndHindersNobody()
    {
        await using var fixture = new EngineFixture();
        await fixture.AddContactsAsync("anna@a.example", "poison@p.example");
        var id = await fixture.StartCampaignAsync();
        var tries = 0;
        fixture.Gate = context =>
        {
            if (context.Leased.Contact.Email == "poison@p.example")
            {
                tries++;
                throw new InvalidOperationException("A gate with a bug.");
            }
        };

        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Equal(PoisonPolicy.MostTries, tries);
        Assert.Equal("anna@a.example", Assert.Single(fixture.Provider.Taken).EnvelopeRecipient);
        var ended = Assert.Single(await fixture.ParticipantsAsync(id), participant => participant.Status == ParticipantStatus.Failed);
        Assert.Equal((ReasonCodes.ProcessingFailed, "10/10: A gate with a bug."), (ended.Reason.Code, ended.Reason.Detail));
    }

    [Fact]
    public async Task Participant_WhoseProcessingThrowsForAWhile_IsMailedAfterwards()
    {
        await using var fixture = new EngineFixture();
        await fixture.AddContactsAsync("anna@a.example");
        await fixture.StartCampaignAsync();
        var tries = 0;
        fixture.Gate = _ =>
        {
            if (++tries < 5)
            {
                throw new InvalidOperationException("A gate with a bug.");
            }
        };

        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Single(fixture.Provider.Taken);
    }

    [Fact]
    public async Task Participant_WhoseProcessingFailsForTheDatabase_IsNeverGivenUp()
    {
        await using var fixture = new EngineFixture();
        await fixture.AddContactsAsync("anna@a.example");
        await fixture.StartCampaignAsync();
        var tries = 0;
        fixture.Gate = _ =>
        {
            if (++tries <= PoisonPolicy.MostTries * 3)
            {
                throw new OutreachStorageException("The database does not answer.");
            }
        };

        await fixture.RunUntilAsync(EngineFixture.Start.AddDays(30));

        Assert.Single(fixture.Provider.Taken);
    }
}
