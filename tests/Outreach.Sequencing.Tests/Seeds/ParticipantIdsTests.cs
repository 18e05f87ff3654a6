namespace Outreach.Sequencing.Tests;

public sealed class ParticipantIdsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_048_575)]
    [InlineData(1_048_576)]
    [InlineData(4_294_967_295)]
    public void Create_AnyNumber_IsAVersion7GuidThatCarriesIt(long number)
    {
        var id = Create(number);
        Assert.Equal(7, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        Assert.Equal(number, ParticipantIds.NumberOf(id));
    }

    [Fact]
    public void Create_InOneMillisecond_GoesUp()
    {
        var ids = Enumerable.Range(1_048_000, 2_000).Select(static number => Create(number)).ToList();
        Assert.Equal(ids.Order(), ids);
    }

    [Fact]
    public void Create_OtherContactOrCampaign_IsAnotherId() => Assert.Equal(
        3,
        new HashSet<Guid>
        {
            Create(1),
            ParticipantIds.Create(Some.Monday, 1, Some.Participant.CampaignId, Guid.Empty),
            ParticipantIds.Create(Some.Monday, 1, Guid.Empty, Some.Contact.Id),
        }.Count);

    private static Guid Create(long number) => ParticipantIds.Create(Some.Monday, number, Some.Participant.CampaignId, Some.Contact.Id);
}
