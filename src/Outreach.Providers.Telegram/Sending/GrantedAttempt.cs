namespace Outreach.Providers.Telegram;

/// <summary>The permission for the later parts of a message: that for the first was for all.</summary>
internal sealed class GrantedAttempt : ISendAttempt
{
    public static GrantedAttempt Instance { get; } = new();

    public ValueTask<IntentVerdict> CommitIntentAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(IntentVerdict.Granted);
}
