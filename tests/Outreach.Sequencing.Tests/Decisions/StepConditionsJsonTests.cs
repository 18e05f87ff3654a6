using System.Text.Json.Nodes;

namespace Outreach.Sequencing.Tests;

public sealed class StepConditionsJsonTests
{
    private const string Whole = """
        {
          "stopIfReplied": false,
          "contact": [
            { "field": "first_name", "op": "equals", "value": "Ada" },
            { "field": "last_name", "op": "not_equals", "value": "Lovelace" },
            { "field": "company_name", "op": "contains", "value": "soft" },
            { "field": "phone", "op": "empty" },
            { "field": "favourite_colour", "op": "not_empty" }
          ],
          "inPipelineStage": { "pipelineId": "p1", "stageIds": ["s1", "s2"] },
          "notInPipelineStage": { "pipelineId": "p2", "stageIds": [] },
          "opened": { "step": 0 },
          "notOpened": {},
          "clicked": { "step": 1, "urlContains": "/pricing" },
          "replySentiment": ["positive", "neutral", "negative"],
          "tags": { "any": ["a"], "all": ["b", "c"], "none": [] }
        }
        """;

    [Fact]
    public void Json_WholeShape_IsReadAndWrittenUnchanged()
    {
        Assert.True(StepConditionsJson.TryRead(Whole, out var conditions, out _));
        Assert.False(conditions.StopIfReplied);
        Assert.Equal(5, conditions.Contact!.Count);
        Assert.Equal(ContactOperator.NotEmpty, conditions.Contact[4].Op);
        Assert.Equal(["s1", "s2"], conditions.InPipelineStage!.StageIds);
        Assert.Equal([ReplySentiment.Positive, ReplySentiment.Neutral, ReplySentiment.Negative], conditions.ReplySentiment);
        Assert.Equal("/pricing", conditions.Clicked!.UrlContains);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Whole), JsonNode.Parse(StepConditionsJson.Write(conditions))));
    }

    [Fact]
    public void Json_Defaults_AreWrittenWithoutUnusedGroups()
    {
        Assert.Equal("""{"stopIfReplied":true}""", StepConditionsJson.Write(StepConditions.None));
        Assert.True(StepConditionsJson.TryRead("{}", out var conditions, out _));
        Assert.Equal(StepConditions.None, conditions);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"stopIfreplied":true}""")]
    [InlineData("""{"stopIfReplied":"yes"}""")]
    [InlineData("""{"contact":[{"field":"email"}]}""")]
    [InlineData("""{"contact":[{"field":"email","op":"like"}]}""")]
    [InlineData("""{"contact":[{"field":"email","op":0}]}""")]
    [InlineData("""{"contact":[{"field":null,"op":"empty"}]}""")]
    [InlineData("""{"contact":[{"field":"email","op":"empty","not":true}]}""")]
    [InlineData("""{"inPipelineStage":{"pipelineId":"p"}}""")]
    [InlineData("""{"replySentiment":["angry"]}""")]
    [InlineData("""{"tags":{"some":[]}}""")]
    public void TryRead_NotThisShape_SaysWhatIsWrong(string json)
    {
        Assert.False(StepConditionsJson.TryRead(json, out var conditions, out var problem));
        Assert.Null(conditions);
        Assert.NotEmpty(problem);
    }
}
