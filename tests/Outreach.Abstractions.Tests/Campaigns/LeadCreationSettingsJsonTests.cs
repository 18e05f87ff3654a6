namespace Outreach.Tests.Campaigns;

public sealed class LeadCreationSettingsJsonTests
{
    [Theory]
    [InlineData("""{"trigger":"on_first_send"}""", LeadTrigger.OnFirstSend, null)]
    [InlineData("""{"trigger":"on_reply","default_stage_id":"s1"}""", LeadTrigger.OnReply, "s1")]
    public void TryRead_OfBothForms_GivesBackWhatWasWritten(string json, LeadTrigger trigger, string? stage)
    {
        Assert.True(LeadCreationSettingsJson.TryRead(json, out var settings, out _));

        Assert.Equal((trigger, stage), (settings.Trigger, settings.DefaultStageId));
        Assert.Equal(json, LeadCreationSettingsJson.Write(settings));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"trigger":"on_click"}""")]
    [InlineData("""{"trigger":"on_reply","stage":"s1"}""")]
    public void TryRead_OfWhatIsWrong_SaysSo(string json)
    {
        Assert.False(LeadCreationSettingsJson.TryRead(json, out _, out var problem));

        Assert.NotEmpty(problem);
    }
}
