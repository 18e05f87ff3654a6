namespace Outreach.Tracking;

/// <summary>Options of tracking and of the tokens in addresses and links.</summary>
public sealed class TrackingOptions
{
    /// <summary>
    /// Gets the secret keys of tokens by id (0 to 255): each at least 32 random bytes in base 64. Tokens of every key here are accepted, so
    /// keep old keys: without its key, an unsubscribe link in somebody's mailbox stops working. Default: none; then the application makes a
    /// key and keeps it with its data.
    /// </summary>
    public IDictionary<string, string> Keys { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets or sets the id of the key that makes new tokens. Needed when <see cref="Keys"/> has more than one.</summary>
    /// <value>0 to 255, or <see langword="null"/> for the only key. Default: <see langword="null"/>.</value>
    public int? CurrentKeyId { get; set; }

    /// <summary>Makes the key ring that the options describe.</summary>
    /// <returns>The ring, or <see langword="null"/> if no key is set.</returns>
    /// <exception cref="InvalidOperationException">The options are not valid.</exception>
    public TokenKeyRing? CreateKeyRing()
    {
        if (Keys.Count == 0)
        {
            return null;
        }

        if (TrackingOptionsValidator.FindProblems(this) is [var problem, ..])
        {
            throw new InvalidOperationException(problem);
        }

        var keys = Keys.ToDictionary(static pair => TrackingOptionsValidator.IdOf(pair.Key)!.Value, static pair => Convert.FromBase64String(pair.Value));
        return TokenKeyRing.Create((byte)(CurrentKeyId ?? keys.Keys.Single()), keys);
    }
}
