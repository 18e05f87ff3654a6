namespace Outreach;

/// <summary>
/// Answers before the launch what a campaign will do: who gets what when, when it ends, who can never be sent to and why, which limits bind.
/// The same code that sends runs over a copy in memory, in virtual time, with recipients that answer from a model. Nothing is sent or stored.
/// The same input and seed give the same answer.
/// </summary>
public interface IForecaster
{
    /// <summary>Makes a forecast. Other active campaigns of the organisation run beside it, since they share the limits of sender accounts.</summary>
    /// <exception cref="ArgumentException">The request is out of range.</exception>
    /// <exception cref="InvalidOperationException">The campaign does not exist or is completed.</exception>
    Task<Forecast> ForecastAsync(ForecastRequest request, CancellationToken cancellationToken = default);
}
