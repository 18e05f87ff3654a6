namespace Outreach.Tests.Participants;

public sealed class ParticipantTests
{
    [Theory]
    [InlineData(ParticipantStatus.Pending, false, false)]
    [InlineData(ParticipantStatus.Sent, false, false)]
    [InlineData(ParticipantStatus.Delivered, false, false)]
    [InlineData(ParticipantStatus.Replied, false, true)]
    [InlineData(ParticipantStatus.Replied, true, false)]
    [InlineData(ParticipantStatus.Bounced, false, true)]
    [InlineData(ParticipantStatus.Completed, false, true)]
    public void IsFinished_WhenNothingIsPlannedAndNothingIsAwaited(ParticipantStatus status, bool isDue, bool finished)
    {
        var participant = new Participant
        {
            Id = Guid.Empty,
            OrganisationId = Guid.Empty,
            CampaignId = Guid.Empty,
            ContactId = Guid.Empty,
            SenderAccountId = Guid.Empty,
            SequenceVersionId = Guid.Empty,
            Status = status,
            DueAt = isDue ? DateTimeOffset.UnixEpoch : null,
        };

        Assert.Equal(finished, participant.IsFinished);
    }
}
