namespace Outreach;

/// <summary>A message of a forecast.</summary>
/// <param name="At">When it goes out.</param>
/// <param name="ContactId">To whom.</param>
/// <param name="StepIndex">The index of the step, from 0.</param>
/// <param name="VariantId">The variant.</param>
/// <param name="SenderAccountId">From whom.</param>
public readonly record struct ForecastSend(DateTimeOffset At, Guid ContactId, int StepIndex, string VariantId, Guid SenderAccountId)
{
    /// <summary>Gets which recipient it is for; copies count for the sender's cap, and not as messages to the contact.</summary>
    public RecipientRole Role { get; init; }
}
