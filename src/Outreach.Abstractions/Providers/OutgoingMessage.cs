namespace Outreach;

/// <summary>A message ready to be handed over. The worker that owns it may reuse it once the provider's call has ended.</summary>
public abstract class OutgoingMessage
{
    private protected OutgoingMessage()
    {
    }

    /// <summary>Gets or sets the attempt that this is.</summary>
    public AttemptId Attempt { get; set; }

    /// <summary>Gets or sets the stream that the message belongs to.</summary>
    public MessageStream Stream { get; set; }
}
