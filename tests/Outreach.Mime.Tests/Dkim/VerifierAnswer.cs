namespace Outreach.Mime.Tests;

/// <summary>What a verifier says of a message.</summary>
/// <param name="Passed">How many of its signatures pass.</param>
/// <param name="Signatures">How many it has.</param>
internal readonly record struct VerifierAnswer(int Passed, int Signatures);
