namespace Outreach.Tests.Gates;

public sealed class GateContextTests
{
    [Fact]
    public void Reset_ForgetsTheClaimsOfTheMessageBefore()
    {
        var context = new GateContext();
        context.Claim(new QuotaUse(new QuotaClaim("a", 1), DateTimeOffset.UnixEpoch, ReasonCodes.DailyCap));

        context.Reset(DateTimeOffset.UnixEpoch, null!, Leased(Channel.Email), null!);

        Assert.Empty(context.Uses);
    }

    [Theory]
    [InlineData(Channel.Email, null, "anna@x.example")]
    [InlineData(Channel.Telegram, null, "anna")]
    [InlineData(Channel.Email, "boss@x.example", "boss@x.example")]
    public void Recipient_IsTheContactsAddressOnTheChannel_OrThatOfTheCopy(Channel channel, string? copyTo, string recipient)
    {
        var context = new GateContext();

        context.Reset(DateTimeOffset.UnixEpoch, null!, Leased(channel), null!, copyTo);

        Assert.Equal(recipient, context.Recipient);
    }

    [Fact]
    public void DefaultAnswer_Admits() => Assert.Equal(GateAction.Admit, default(GateAnswer).Action);

    private static LeasedParticipant Leased(Channel channel) => new()
    {
        Participant = new Participant
        {
            Id = Guid.Empty,
            OrganisationId = Guid.Empty,
            CampaignId = Guid.Empty,
            ContactId = Guid.Empty,
            SenderAccountId = Guid.Empty,
            SequenceVersionId = Guid.Empty,
            Channel = channel,
        },
        Contact = new Contact { Id = Guid.Empty, OrganisationId = Guid.Empty, Email = "anna@x.example", TelegramId = "anna" },
        CampaignRevision = 0,
        Sends = [],
    };
}
