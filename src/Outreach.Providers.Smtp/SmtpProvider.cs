using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Outreach.Providers.Smtp;

/// <summary>
/// Hands mail to an SMTP relay, or to the mail servers of the recipients' domains, over pooled connections, and reports how far each message got. The
/// intent is asked for just before the end of the message; before that nothing is ever in doubt, and after it nothing is ever repeated. Safe for
/// concurrent use.
/// </summary>
public sealed class SmtpProvider : IMessageProvider, ITransportSecurity, IAsyncDisposable
{
    private readonly SmtpDestination? _relay;
    private readonly DirectDelivery? _direct;

    /// <summary>Creates a provider. Hosts usually call <c>AddSmtp(name, …)</c> instead.</summary>
    /// <param name="name">The provider's name, for logs.</param>
    /// <param name="options">The relay, or how to deliver directly; not changed afterwards.</param>
    /// <param name="timeProvider">
    /// The clock of the time limits, or <see langword="null"/> for the system's. It must run like real time, also where campaigns run in virtual time.
    /// </param>
    /// <param name="logger">Where to log, or <see langword="null"/>.</param>
    /// <param name="exchangers">Finds mail exchangers, needed with <see cref="SmtpOptions.Direct"/>; <c>Outreach.Dns</c> has one.</param>
    /// <param name="policies">Knows which domains ask for verified TLS, for <see cref="SmtpOptions.Direct"/>; <see langword="null"/> for none.</param>
    /// <param name="greetings">Learns the greetings of the servers, with <see cref="SmtpOptions.Direct"/>, or <see langword="null"/>.</param>
    /// <exception cref="OptionsValidationException">A setting is missing or out of range; the text says which and what to do.</exception>
    public SmtpProvider(
        string name,
        SmtpOptions options,
        TimeProvider? timeProvider = null,
        ILogger<SmtpProvider>? logger = null,
        IMailExchangerResolver? exchangers = null,
        IMailTransportPolicySource? policies = null,
        IMailServerGreetings? greetings = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        Validate(name, options);
        IsEncrypted = options.Security switch
        {
            SmtpSecurity.None => options.Direct is null && IsLocal(options.Host) ? null : false,
            SmtpSecurity.Opportunistic => null,
            _ => true,
        };
        var time = timeProvider ?? TimeProvider.System;
        var log = logger ?? NullLogger<SmtpProvider>.Instance;
        if (options.Direct is null)
        {
            _relay = new SmtpDestination(name, options, new RelayAddresses(options, time), new ConnectionNumbers(), time, log);
        }
        else
        {
            ArgumentNullException.ThrowIfNull(exchangers);
            _direct = new DirectDelivery(name, options, exchangers, policies, greetings, time, log);
        }
    }

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <inheritdoc/>
    public bool? IsEncrypted { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The message is no <see cref="OutgoingEmail"/>.</exception>
    /// <exception cref="ObjectDisposedException">The provider was disposed, and nothing was handed over.</exception>
    public Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(attempt);
        if (message is not OutgoingEmail email)
        {
            throw new ArgumentException("The SMTP provider sends email only.", nameof(message));
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<HandOverResult>(cancellationToken);
        }

        var job = new SmtpJob(email, attempt, cancellationToken);
        return job.Prepare() is { } refusal ? Task.FromResult(refusal) : SendAsync(job);
    }

    /// <summary>Closes the connections: idle ones at once, others when their messages are through.</summary>
    public ValueTask DisposeAsync() => _relay?.DisposeAsync() ?? _direct!.DisposeAsync();

    private static bool IsLocal(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static void Validate(string name, SmtpOptions options)
    {
        IValidateOptions<SmtpOptions>[] validators = [new SmtpOptionsValidator(), new SmtpOptionsRules()];
        string[] failures = [.. validators.SelectMany(one => one.Validate(name, options).Failures ?? [])];
        if (failures.Length > 0)
        {
            throw new OptionsValidationException(name, typeof(SmtpOptions), failures);
        }
    }

    private async Task<HandOverResult> SendAsync(SmtpJob job)
    {
        if (_direct is not null)
        {
            return await _direct.SendAsync(job).ConfigureAwait(false);
        }

        return await _relay!.SendAsync(job).ConfigureAwait(false);
    }
}
