using System.ComponentModel.DataAnnotations;

namespace Outreach;

/// <summary>Settings of the engine. Validated when the host starts.</summary>
public sealed class OutreachOptions
{
    /// <summary>
    /// Gets or sets the public address under which the host serves unsubscribe pages, without a trailing path segment of Outreach's own;
    /// <see langword="null"/> offers unsubscribing by mail only. Must be https.
    /// </summary>
    public Uri? PublicBaseUri { get; set; }

    /// <summary>
    /// Gets or sets how many messages one process works on at the same time. How many are on the wire is the provider's to limit; three or four times
    /// its connections keep them busy, since a connection serves the next message while the one before is being recorded.
    /// </summary>
    /// <value>1 to 1,024. Default: 32.</value>
    [Range(1, 1024)]
    public int ConcurrentSends { get; set; } = 32;

    /// <summary>Gets or sets how long a worker holds a participant before others may take it over if the worker falls silent.</summary>
    /// <value>15 minutes to 24 hours; longer than <see cref="AnswerTimeout"/>. Default: 25 minutes.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromMinutes(25);

    /// <summary>
    /// Gets or sets the longest time that a provider may take to answer once a message was handed over. Nothing is handed over when less than
    /// this is left of the lease.
    /// </summary>
    /// <value>1 second to 1 hour. Default: 11 minutes, a little more than SMTP's 10 (RFC 5321 §4.5.3.2.6).</value>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromMinutes(11);

    /// <summary>Gets or sets how long a participant whose send is in doubt waits for evidence before it is stopped.</summary>
    /// <value>1 hour to 30 days, by the campaign's clock. Default: 3 days.</value>
    public TimeSpan InDoubtWait { get; set; } = TimeSpan.FromDays(3);

    /// <summary>
    /// Gets or sets how long the texts of <c>ai.personalize</c> may take for one message, all of them together. Places without a text by then keep
    /// their fallback.
    /// </summary>
    /// <value>100 milliseconds to 1 minute. Default: 15 seconds.</value>
    public TimeSpan PersonalizationTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Gets or sets how long the host's <see cref="IReplyClassifier"/> may take for one reply. The reply has its effects after that, and is of no
    /// known sentiment if there is no answer by then.
    /// </summary>
    /// <value>100 milliseconds to 1 minute. Default: 5 seconds.</value>
    public TimeSpan ClassificationTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets or sets how long after a lost answer a transactional message may be handed over once more, with the same Message-ID, if no
    /// evidence has come: the recipient may then get it twice. Marketing mail is never repeated like this.
    /// </summary>
    /// <value>1 hour to 30 days, or <see langword="null"/> to hold such messages for a person. Default: <see langword="null"/>.</value>
    public TimeSpan? ResendTransactionalAfter { get; set; }

    /// <summary>Gets or sets how many bytes the files of one message may have together, before they are encoded (which adds a third).</summary>
    /// <value>1 KiB to 50 MiB. Default: 10 MiB, which nearly all mail servers take.</value>
    [Range(1024, 50 * 1024 * 1024)]
    public int MaxAttachmentBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Gets or sets how often a worker looks for due participants when nothing wakes it up earlier.</summary>
    /// <value>10 milliseconds to 10 minutes. Default: 5 seconds.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets how many messages each organisation may send to a mailbox provider a period, by the names of <see cref="MailboxProviderNames"/>
    /// or of a resolver of the host's. They hold over all workers.
    /// </summary>
    public IDictionary<string, SendRate> ProviderRates { get; } = new Dictionary<string, SendRate>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets how many messages each organisation may send to a domain a period. They hold over all workers.</summary>
    public IDictionary<string, SendRate> DomainRates { get; } = new Dictionary<string, SendRate>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Gets or sets how many messages each organisation may send a period to a domain that has no rate of its own and belongs to no mailbox
    /// provider that is known; <see langword="null"/> for no limit. Small companies' servers are easily overrun.
    /// </summary>
    public SendRate? EachDomainRate { get; set; }

    /// <summary>
    /// Gets the domains that belong to the transactional stream, each without those below it. If any is given, transactional campaigns can only be started with one of
    /// them in From, and marketing campaigns with none of them, so that complaints about the one stream don't harm the other. Without, sharing a domain is a warning.
    /// </summary>
    /// <value>Domains such as <c>notify.example.com</c>. Default: none.</value>
    public ISet<string> TransactionalDomains { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
}
