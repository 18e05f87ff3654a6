using Outreach.Sequencing;

namespace Outreach;

/// <summary>
/// How recipients answer, for forecasts and tests: what follows from a message, and after how long, is derived from the seed, the contact and
/// the step. The same model gives the same answers to the same campaign, in a forecast and in a run of it. Not a prediction about persons.
/// </summary>
public sealed record ReplyModel
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(21);

    /// <summary>Gets the rates that are usual for cold mail.</summary>
    public static ReplyModel Typical { get; } = new();

    /// <summary>Gets a model in which nobody answers.</summary>
    public static ReplyModel Silent { get; } = new() { ReplyRate = 0, BounceRate = 0, UnsubscribeRate = 0, ComplaintRate = 0 };

    /// <summary>Gets the seed; another one gives other answers at the same rates.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Gets the share of messages to which a person replies.</summary>
    /// <value>0 to 1. Default: 0.03.</value>
    public double ReplyRate { get; init; } = 0.03;

    /// <summary>Gets the share of first messages that bounce for good.</summary>
    /// <value>0 to 1. Default: 0.02.</value>
    public double BounceRate { get; init; } = 0.02;

    /// <summary>Gets the share of messages after which the recipient unsubscribes.</summary>
    /// <value>0 to 1. Default: 0.004.</value>
    public double UnsubscribeRate { get; init; } = 0.004;

    /// <summary>Gets the share of messages that the recipient reports as spam.</summary>
    /// <value>0 to 1. Default: 0.0005.</value>
    public double ComplaintRate { get; init; } = 0.0005;

    /// <summary>Gets the share of replies that are positive.</summary>
    /// <value>0 to 1. Default: 0.3.</value>
    public double PositiveShare { get; init; } = 0.3;

    /// <summary>Gets the share of replies that are negative; those that are neither are neutral.</summary>
    /// <value>0 to 1, with <see cref="PositiveShare"/> at most 1. Default: 0.3.</value>
    public double NegativeShare { get; init; } = 0.3;

    /// <summary>Gets how long people take to answer: half of them take less.</summary>
    /// <value>Default: 5 hours.</value>
    public TimeSpan MedianDelay { get; init; } = TimeSpan.FromHours(5);

    /// <summary>Finds the answer to a message.</summary>
    /// <returns>The answer, or <see langword="null"/> for silence.</returns>
    public ModelAnswer? AnswerTo(Guid contactId, Guid stepId, int stepIndex)
    {
        var seed = StableSeed.From(contactId, stepId, Seed);
        var point = StableSeed.Fraction(seed);
        foreach (var (rate, type) in Shares(stepIndex))
        {
            if (point < rate)
            {
                return new ModelAnswer(type, DelayOf(type, StableSeed.Fraction(StableSeed.Add(seed, 1))))
                {
                    Sentiment = type == DeliveryEventType.Replied ? SentimentOf(StableSeed.Fraction(StableSeed.Add(seed, 2))) : null,
                };
            }

            point -= rate;
        }

        return null;
    }

    private IEnumerable<(double Rate, DeliveryEventType Type)> Shares(int stepIndex) =>
    [
        (stepIndex == 0 ? BounceRate : 0, DeliveryEventType.HardBounced),
        (ComplaintRate, DeliveryEventType.Complained),
        (UnsubscribeRate, DeliveryEventType.Unsubscribed),
        (ReplyRate, DeliveryEventType.Replied),
    ];

    private ReplySentiment SentimentOf(double fraction) =>
        fraction < PositiveShare ? ReplySentiment.Positive
        : fraction < PositiveShare + NegativeShare ? ReplySentiment.Negative
        : ReplySentiment.Neutral;

    /// <summary>Mail servers answer within minutes; the delays of people are distributed exponentially.</summary>
    private TimeSpan DelayOf(DeliveryEventType type, double fraction)
    {
        if (type == DeliveryEventType.HardBounced)
        {
            return TimeSpan.FromSeconds(5 + (int)(fraction * 300));
        }

        var delay = MedianDelay * (-Math.Log2(1 - fraction));
        var shortest = TimeSpan.FromMinutes(1);
        return delay < shortest ? shortest : delay > Longest ? Longest : new TimeSpan(delay.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
    }
}
