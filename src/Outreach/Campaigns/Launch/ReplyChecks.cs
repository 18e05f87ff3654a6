namespace Outreach;

/// <summary>Checks that somebody tells the sentiment of replies where steps go by it: they would be skipped for everybody.</summary>
internal sealed class ReplyChecks(ReplySentiments sentiments)
{
    public IEnumerable<LaunchFinding> Check(CampaignRuntime runtime)
    {
        for (var i = 0; i < runtime.Plan.StepCount && !sentiments.IsKnown; i++)
        {
            if (runtime.Plan.StepAt(i).Conditions.ReplySentiment is { Count: > 0 })
            {
                yield return new LaunchFinding
                {
                    Severity = LaunchSeverity.Warning,
                    Code = "reply_sentiment_unknown",
                    Message = $"Step {i + 1} goes by the sentiment of replies, and no classifier tells it: the step is skipped unless replies come with one.",
                    Fix = "Call AddReplyClassifier on the builder, or set Sentiment on the replies that you hand over.",
                    StepIndex = i,
                };
            }
        }
    }
}
