namespace Outreach;

/// <summary>A claim with what to do when the quota is used up.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="AvailableAgain">When the quota has units again, by the campaign's clock.</param>
/// <param name="ReasonCode">The code of <see cref="ReasonCodes"/> that a deferral carries.</param>
public readonly record struct QuotaUse(QuotaClaim Claim, DateTimeOffset AvailableAgain, string ReasonCode);
