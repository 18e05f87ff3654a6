namespace Outreach;

/// <summary>
/// A provider that accepts a message with the same key once only, however often it is handed over. The key is the id of the send, the same
/// for all attempts. Such a provider may be asked again by itself after a lost answer, as long as it remembers the key.
/// </summary>
public interface IKeyedProvider : IMessageProvider
{
    /// <summary>Gets how long the provider remembers a key for certain.</summary>
    TimeSpan KeyLifetime { get; }
}
