namespace Outreach;

/// <summary>The send that an inbound mail is about, and how sure that is.</summary>
/// <param name="Send">The send.</param>
/// <param name="Evidence">By what it was found.</param>
internal readonly record struct InboundMatch(SendRecord Send, InboundEvidence Evidence);
