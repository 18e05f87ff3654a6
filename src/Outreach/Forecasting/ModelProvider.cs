namespace Outreach;

/// <summary>A provider of a forecast: accepts every message and lets the recipients know.</summary>
internal sealed class ModelProvider(ForecastRun run, Channel channel) : IMessageProvider
{
    private static readonly ProviderReply Accepted = new() { Code = 250, EnhancedCode = "2.0.0", Text = "Ok" };

    public Channel Channel => channel;

    public async Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(attempt);
        var verdict = await attempt.CommitIntentAsync(cancellationToken).ConfigureAwait(false);
        if (verdict != IntentVerdict.Granted)
        {
            return new HandOverResult { Phase = HandOverPhase.NotHandedOver, Failure = FailureKind.Transient, Denied = verdict };
        }

        await run.ReceiveAsync(message.Attempt.SendId).ConfigureAwait(false);
        return new HandOverResult { Phase = HandOverPhase.Answered, Reply = Accepted };
    }
}
