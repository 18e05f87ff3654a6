namespace Outreach;

/// <summary>The place of a DKIM key: <c>selector._domainkey.domain</c> (RFC 6376 §3.6.2.1).</summary>
/// <param name="Domain">The signing domain (<c>d=</c>).</param>
/// <param name="Selector">The selector (<c>s=</c>).</param>
public readonly record struct SigningKeyName(string Domain, string Selector);
