using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Asks the host's classifier about replies. Whatever goes wrong, and what takes too long, leaves the sentiment unknown: a reply counts in any case.</summary>
internal sealed class ReplySentiments(IOptions<OutreachOptions> options, ILogger<ReplySentiments> logger, IReplyClassifier? classifier = null)
{
    /// <summary>Gets whether anybody can be asked.</summary>
    public bool IsKnown => classifier is not null;

    /// <summary>Judges a reply.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="channel">The channel on which it came.</param>
    /// <param name="text">Its new text, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The sentiment, or <see langword="null"/> if it is not known.</returns>
    public async ValueTask<ReplySentiment?> JudgeAsync(Guid organisationId, Channel channel, string? text, CancellationToken cancellationToken)
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
