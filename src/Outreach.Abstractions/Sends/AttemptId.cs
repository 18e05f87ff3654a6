namespace Outreach;

/// <summary>
/// Names one attempt of one send. It goes into the envelope sender (VERP), the DSN envelope id (RFC 3461 §4.4) and the providers' custom
/// arguments, so that whatever comes back finds its attempt.
/// </summary>
/// <param name="SendId">The send.</param>
/// <param name="Number">The attempt, from 1 to 255.</param>
public readonly record struct AttemptId(Guid SendId, byte Number);
