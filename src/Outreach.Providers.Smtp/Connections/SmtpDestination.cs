using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Outreach.Providers.Smtp;

/// <summary>A relay or a mail exchanger: its connections, and the way of a message over one of them. Safe for concurrent use.</summary>
internal sealed class SmtpDestination : IAsyncDisposable
{
    private readonly string _name;
    private readonly ILogger _logger;
    private readonly SmtpConnector _connector;
    private readonly EarlyEnvelopes _early;

    public SmtpDestination(
        string name, SmtpOptions options, ISmtpAddresses addresses, ConnectionNumbers numbers, TimeProvider time, ILogger logger, ConnectionBudget? budget = null)
    {
        _name = name;
        _logger = logger;
        Connections = new SmtpConnectionPool(options, time, budget);
        _early = new EarlyEnvelopes(options);
        _connector = new SmtpConnector(name, options, addresses, _early, numbers, time, logger);
    }

    public SmtpConnectionPool Connections { get; }

    /// <summary>Hands a message over. <see cref="SmtpJob.MayTryNext"/> tells afterwards whether another server may be tried.</summary>
    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    public async ValueTask<HandOverResult> SendAsync(SmtpJob job)
    {
        using var registration = job.CancellationToken.UnsafeRegister(static job => ((SmtpJob)job!).Cancel(), job);
        var connection = await Connections.RentAsync(job).ConfigureAwait(false);
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
            Connections.Drop(connection.Wire);
            connection = null;
        }
    }

    public ValueTask DisposeAsync() => Connections.DisposeAsync();

    private async ValueTask<(SmtpConnection? Connection, HandOverResult? Failure)> OpenAsync(SmtpJob job)
    {
        try
        {
            return (await _connector.OpenAsync(job, Connections).ConfigureAwait(false), null);
        }
        catch (SmtpSessionException exception) when (!job.IsCancelled)
        {
            Connections.ReleaseSlot();
            Log.ConnectionFailed(_logger, _name, exception.Kind, exception.Message);
            job.MayTryNext = job.FoundNobody = true;
            return (null, exception.ToResult());
        }
        catch (Exception exception)
        {
            Connections.ReleaseSlot();
            throw Cancelled(job, exception);
        }
    }

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    private async ValueTask<(HandOverResult? Result, SmtpSessionException? Fault)> TrySendAsync(SmtpJob job, SmtpConnection connection)
    {
        try
        {
            job.Attach(connection.Wire);
            return (await connection.SendAsync(job, Connections).ConfigureAwait(false), null);
        }
        catch (SmtpSessionException exception)
        {
            return (null, exception);
        }
        catch (Exception exception)
        {
            // The intent could not be asked for; the exception is the caller's.
            job.Attach(null);
            Connections.Discard(connection);
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
            Connections.Discard(connection);
        }
        else
        {
            Connections.Return(connection);
        }

        // From the question for the permission on this server is the only one, whatever becomes of the message.
        job.MayTryNext = !job.IntentAsked && (result is null || result.Reply?.Code == 421);
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
