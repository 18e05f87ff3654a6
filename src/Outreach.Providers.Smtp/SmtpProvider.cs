using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Outreach.Providers.Smtp;

/// <summary>
/// Hands mail to an SMTP relay over pooled connections, and reports how far each message got. The intent is asked for just before the end of
/// the message; before that nothing is ever in doubt, and after it nothing is ever repeated. Safe for concurrent use.
/// </summary>
public sealed class SmtpProvider : IMessageProvider, ITransportSecurity, IAsyncDisposable
{
    private readonly string _name;
    private readonly ILogger _logger;
    private readonly SmtpConnectionPool _pool;
    private readonly SmtpConnector _connector;
    private readonly EarlyEnvelopes _early;

    /// <summary>Creates a provider. Hosts usually call <c>AddSmtp(name, …)</c> instead.</summary>
    /// <param name="name">The provider's name, for logs.</param>
    /// <param name="options">The relay; not changed afterwards.</param>
    /// <param name="timeProvider">
    /// The clock of the time limits, or <see langword="null"/> for the system's. It must run like real time, also where campaigns run in virtual time.
    /// </param>
    /// <param name="logger">Where to log, or <see langword="null"/>.</param>
    /// <exception cref="OptionsValidationException">A setting is missing or out of range; the text says which and what to do.</exception>
    public SmtpProvider(string name, SmtpOptions options, TimeProvider? timeProvider = null, ILogger<SmtpProvider>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        Validate(name, options);
        _name = name;
        IsEncrypted = options.Security != SmtpSecurity.None ? true : IsLocal(options.Host) ? null : false;
        _logger = logger ?? NullLogger<SmtpProvider>.Instance;
        var time = timeProvider ?? TimeProvider.System;
        _pool = new SmtpConnectionPool(options, time);
        _early = new EarlyEnvelopes(options);
        _connector = new SmtpConnector(name, options, _early, time, _logger);
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
    public ValueTask DisposeAsync() => _pool.DisposeAsync();

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
        using var registration = job.CancellationToken.UnsafeRegister(static job => ((SmtpJob)job!).Cancel(), job);
        var connection = await _pool.RentAsync(job).ConfigureAwait(false);
        while (true)
        {
            if (connection is null)
            {
                (connection, var failure) = await OpenAsync(job).ConfigureAwait(false);
                if (connection is null)
                {
                    return failure!;
                }
            }

            var wasUsed = connection.WasUsed;
            var (result, fault) = await TrySendAsync(job, connection).ConfigureAwait(false);

            if (connection.LostAhead && !job.IsCancelled && _early.Failed(isClosed: result is null && !connection.Wire.IsExpired))
            {
                Log.EarlyEnvelopesOff(_logger, _name);
            }

            // 421: a server may end a session between two messages (RFC 5321 §3.8).
            var isStale = wasUsed && !job.IntentAsked && !job.Replaced && !job.IsCancelled
                && (result is null || result.Reply?.Code == 421 || connection.LostAhead);
            if (!isStale)
            {
                return Conclude(job, connection, result, fault);
            }

            // Nothing was handed over and the intent was not asked for: one fresh connection, in the same slot, may try again.
            Log.StaleConnection(_logger, _name);
            job.Replaced = true;
            job.Attach(null);
            _pool.Drop(connection.Wire);
            connection = null;
        }
    }

    private async ValueTask<(SmtpConnection? Connection, HandOverResult? Failure)> OpenAsync(SmtpJob job)
    {
        try
        {
            return (await _connector.OpenAsync(job, _pool).ConfigureAwait(false), null);
        }
        catch (SmtpSessionException exception) when (!job.IsCancelled)
        {
            _pool.ReleaseSlot();
            Log.ConnectionFailed(_logger, _name, exception.Kind, exception.Message);
            return (null, exception.ToResult());
        }
        catch (Exception exception)
        {
            _pool.ReleaseSlot();
            throw Cancelled(job, exception);
        }
    }

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    private async ValueTask<(HandOverResult? Result, SmtpSessionException? Fault)> TrySendAsync(SmtpJob job, SmtpConnection connection)
    {
        try
        {
            job.Attach(connection.Wire);
            return (await connection.SendAsync(job, _pool).ConfigureAwait(false), null);
        }
        catch (SmtpSessionException exception)
        {
            return (null, exception);
        }
        catch (Exception exception)
        {
            // The intent could not be asked for; the exception is the caller's.
            job.Attach(null);
            _pool.Discard(connection);
            throw Cancelled(job, exception);
        }
    }

    private HandOverResult Conclude(SmtpJob job, SmtpConnection connection, HandOverResult? result, SmtpSessionException? fault)
    {
        // A cancellation that comes from now on must not close the connection, which belongs to others then.
        var isOurs = job.TryFinish();
        job.Attach(null);
        if (result is null || !isOurs)
        {
            _pool.Discard(connection);
        }
        else
        {
            _pool.Return(connection);
        }

        if (result is null)
        {
            return isOurs ? fault!.ToResult() : throw Cancelled(job, fault!);
        }

        if (result.Phase == HandOverPhase.HandedOver)
        {
            Log.AnswerLost(_logger, _name, job.Email.Attempt.SendId, job.Email.Attempt.Number);
        }

        return result;
    }

    /// <summary>Whatever a cancellation broke is reported as the cancellation.</summary>
    private static Exception Cancelled(SmtpJob job, Exception exception) =>
        job.IsCancelled ? new OperationCanceledException("The call was cancelled; nothing was handed over.", exception, job.CancellationToken) : exception;
}
