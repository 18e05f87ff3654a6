namespace Outreach;

/// <summary>Where slots record.</summary>
internal interface ILedgerWriter
{
    /// <summary>Records an intent.</summary>
    ValueTask<IntentResult> WriteAsync(SendIntent intent);

    /// <summary>Records an outcome.</summary>
    ValueTask<IntentResult> WriteAsync(SendResult result);

    /// <summary>Ends a lease.</summary>
    ValueTask<IntentResult> WriteAsync(ParticipantRelease release);
}
