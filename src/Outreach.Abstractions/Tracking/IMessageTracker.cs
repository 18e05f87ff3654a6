namespace Outreach;

/// <summary>Rewrites what is tracked of one message after another. Used by one thread at a time.</summary>
public interface IMessageTracker : ILinkTracker
{
    /// <summary>Begins a message.</summary>
    /// <param name="attempt">The attempt that clicks and opens are told of.</param>
    void Begin(AttemptId attempt);

    /// <summary>Gets the URL of the image whose retrieval shows that the message was opened.</summary>
    string GetPixelUrl();
}
