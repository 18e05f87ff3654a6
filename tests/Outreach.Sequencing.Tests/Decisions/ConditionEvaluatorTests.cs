namespace Outreach.Sequencing.Tests;

public sealed class ConditionEvaluatorTests
{
    private static readonly SequencePlan Plan = Some.Plan(Some.Step(0), Some.Step(1));

    private static readonly Contact Contact = Some.Contact with
    {
        LastName = " Lovelace ",
        CompanyName = "Analytical Engines",
        Phone = "  ",
        Tags = ["VIP", "maths"],
        CustomFields = new Dictionary<string, string>(StringComparer.Ordinal) { ["Plan"] = "gold" },
    };

    private static readonly ParticipantFacts Facts = new()
    {
        Places = [new PipelinePlace("sales", "demo")],
        OpenedStepIds = [Plan.StepAt(1).Id],
        Clicks = [new StepClick(Plan.StepAt(1).Id, "https://example.com/Pricing?x=1")],
        ReplySentiment = ReplySentiment.Neutral,
    };

    [Theory]
    [InlineData("first_name", "equals", "ada", true)]
    [InlineData("first_name", "equals", "Ada L", false)]
    [InlineData("last_name", "equals", "lovelace", true)]
    [InlineData("last_name", "not_equals", "Lovelace", false)]
    [InlineData("company_name", "contains", "engine", true)]
    [InlineData("company_name", "contains", "steam", false)]
    [InlineData("phone", "empty", null, true)]
    [InlineData("phone", "not_empty", null, false)]
    [InlineData("phone", "not_equals", "1", true)]
    [InlineData("email", "contains", "@example.", true)]
    [InlineData("telegram_id", "equals", "@ADA", true)]
    [InlineData("Plan", "equals", "gold", true)]
    [InlineData("plan", "equals", "gold", true)]
    [InlineData("unknown", "empty", null, true)]
    [InlineData("unknown", "equals", "x", false)]
    public void FindFailure_ContactField_FollowsTheOperator(string field, string op, string? value, bool holds)
    {
        var json = $$"""{"contact":[{"field":"{{field}}","op":"{{op}}"{{(value is null ? "" : $",\"value\":\"{value}\"")}}}]}""";
        Assert.Equal(holds ? null : field, Find(json));
    }

    [Theory]
    [InlineData("""{"inPipelineStage":{"pipelineId":"SALES","stageIds":["lead","Demo"]}}""", null)]
    [InlineData("""{"inPipelineStage":{"pipelineId":"sales","stageIds":["lead"]}}""", "inPipelineStage")]
    [InlineData("""{"inPipelineStage":{"pipelineId":"sales","stageIds":[]}}""", "inPipelineStage")]
    [InlineData("""{"inPipelineStage":{"pipelineId":"hiring","stageIds":["demo"]}}""", "inPipelineStage")]
    [InlineData("""{"notInPipelineStage":{"pipelineId":"sales","stageIds":["demo"]}}""", "notInPipelineStage")]
    [InlineData("""{"notInPipelineStage":{"pipelineId":"sales","stageIds":["lead"]}}""", null)]
    [InlineData("""{"notInPipelineStage":{"pipelineId":"hiring","stageIds":["demo"]}}""", null)]
    [InlineData("""{"opened":{}}""", null)]
    [InlineData("""{"opened":{"step":1}}""", null)]
    [InlineData("""{"opened":{"step":0}}""", "opened")]
    [InlineData("""{"opened":{"step":9}}""", "opened")]
    [InlineData("""{"notOpened":{}}""", "notOpened")]
    [InlineData("""{"notOpened":{"step":0}}""", null)]
    [InlineData("""{"clicked":{}}""", null)]
    [InlineData("""{"clicked":{"step":1,"urlContains":"/pricing"}}""", null)]
    [InlineData("""{"clicked":{"urlContains":"/docs"}}""", "clicked")]
    [InlineData("""{"clicked":{"step":0}}""", "clicked")]
    [InlineData("""{"replySentiment":["neutral","positive"]}""", null)]
    [InlineData("""{"replySentiment":["positive"]}""", "replySentiment")]
    [InlineData("""{"replySentiment":[]}""", null)]
    [InlineData("""{"tags":{"any":["x","vip"]}}""", null)]
    [InlineData("""{"tags":{"any":["x"]}}""", "tags")]
    [InlineData("""{"tags":{"any":[]}}""", null)]
    [InlineData("""{"tags":{"all":["vip","Maths"]}}""", null)]
    [InlineData("""{"tags":{"all":["vip","x"]}}""", "tags")]
    [InlineData("""{"tags":{"none":["x"]}}""", null)]
    [InlineData("""{"tags":{"none":["x","VIP"]}}""", "tags")]
    [InlineData("""{"contact":[{"field":"email","op":"not_empty"}],"tags":{"none":["vip"]}}""", "tags")]
    public void FindFailure_OtherGroups_AreJoinedWithAnd(string json, string? failure) => Assert.Equal(failure, Find(json));

    [Fact]
    public void FindFailure_NothingKnown_FailsWhatAsksForSomething()
    {
        foreach (var (json, fails) in new[]
        {
            ("""{"opened":{}}""", true), ("""{"notOpened":{}}""", false), ("""{"clicked":{}}""", true),
            ("""{"replySentiment":["neutral"]}""", true), ("""{"inPipelineStage":{"pipelineId":"p","stageIds":["s"]}}""", true),
        })
        {
            Assert.True(StepConditionsJson.TryRead(json, out var conditions, out _));
            Assert.Equal(fails, ConditionEvaluator.FindFailure(conditions, Contact, ParticipantFacts.None, Plan) is not null);
        }
    }

    private static string? Find(string json)
    {
        Assert.True(StepConditionsJson.TryRead(json, out var conditions, out var problem), problem);
        return ConditionEvaluator.FindFailure(conditions, Contact, Facts, Plan);
    }
}
