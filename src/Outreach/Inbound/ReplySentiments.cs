using System.Buffers.Binary;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Asks the host's classifier about replies. A reply counts before it is judged; what goes wrong, and what takes too long, leaves its sentiment unknown.</summary>
internal sealed class ReplySentiments(
    IDeliveryEventStore events, TimeProvider time, IOptions<OutreachOptions> options, ILogger<ReplySentiments> logger, IReplyClassifier? classifier = null)
{
    /// <summary>Gets whether anybody can be asked.</summary>
    public bool IsKnown => classifier is not null;

    /// <summary>
    /// Gets until when the sentiment of a reply may still become known, by the time at which it was recorded, which its id tells (RFC 9562 §5.7).
    /// </summary>
    public DateTimeOffset? AwaitedUntil(DeliveryEvent reply)
    {
        if (classifier is null || reply.Id.Version != 7)
        {
            return null;
        }

        Span<byte> id = stackalloc byte[16];
        reply.Id.TryWriteBytes(id, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(id) >> 16) + options.Value.ClassificationTimeout;
    }

    /// <summary>
    /// Judges a reply that is recorded, and stores its sentiment. A reply that comes again is judged again: the process may have ended between the two.
    /// </summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="keys">The keys under which the reply was recorded.</param>
    /// <param name="channel">The channel on which it came.</param>
    /// <param name="text">Its new text, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The sentiment, or <see langword="null"/> if it is not known.</returns>
    public async ValueTask<ReplySentiment?> JudgeAsync(
        Guid organisationId, IReadOnlyList<string> keys, Channel channel, string? text, CancellationToken cancellationToken)
    {
        var sentiment = await AskAsync(organisationId, channel, text, cancellationToken).ConfigureAwait(false);
        if (sentiment is { } known)
        {
            foreach (var key in keys)
            {
                await events.SetSentimentAsync(organisationId, key, known, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            }
        }

        return sentiment;
    }

    private async ValueTask<ReplySentiment?> AskAsync(Guid organisationId, Channel channel, string? text, CancellationToken cancellationToken)
    {
        if (classifier is null || string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        using var deadline = new CancellationTokenSource(options.Value.ClassificationTimeout, TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var reply = new ReceivedReply
        {
            OrganisationId = organisationId,
            Channel = channel,
            Text = text.Length > ReceivedReply.LongestText ? text[..ReceivedReply.LongestText] : text,
        };
        try
        {
            var sentiment = await classifier.ClassifyAsync(reply, limit.Token).AsTask().WaitAsync(limit.Token).ConfigureAwait(false);
            return sentiment is { } known && Enum.IsDefined(known) ? known : null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ReplyNotClassified(logger, exception, organisationId);
            return null;
        }
    }
}
