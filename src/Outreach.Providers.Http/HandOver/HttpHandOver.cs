using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Outreach.Providers.Http;

/// <summary>
/// Makes one request for one message, and says how far it got. Nothing is ever repeated. The intent is asked for when the connection is there and
/// all but the last byte has left, so that refused connections and broken uploads leave nothing in doubt. Safe for concurrent use.
/// </summary>
public sealed class HttpHandOver
{
    private readonly string _name;
    private readonly HttpProviderOptions _options;
    private readonly Func<HttpMessageInvoker> _client;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Creates it.</summary>
    /// <param name="name">The provider's name, for logs.</param>
    /// <param name="options">Time limits and sizes.</param>
    /// <param name="client">Gives the client of a request; see <see cref="HttpProviderServices.AddClient"/>.</param>
    /// <param name="time">The clock of the time limits, or <see langword="null"/> for the system's. It must run like real time.</param>
    /// <param name="logger">Where to log, or <see langword="null"/>.</param>
    public HttpHandOver(
        string name, HttpProviderOptions options, Func<HttpMessageInvoker> client, TimeProvider? time = null, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(client);
        _name = name;
        _options = options;
        _client = client;
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
    }

    /// <summary>Hands one message over.</summary>
    /// <param name="message">The message, for its attempt.</param>
    /// <param name="request">The request, without a content; it is disposed.</param>
    /// <param name="body">The body; its memory must stay as it is until the call has ended.</param>
    /// <param name="attempt">Gives the permission.</param>
    /// <param name="read">
    /// Reads an answer that came whole, or of which <see cref="HttpAnswer.IsCut"/> says that it was too long. Answers that say nothing certain
    /// are <see cref="HttpAnswer.Unclear"/>.
    /// </param>
    /// <param name="cancellationToken">As for <see cref="IMessageProvider.SendAsync"/>.</param>
    public async Task<HandOverResult> SendAsync(
        OutgoingMessage message,
        HttpRequestMessage request,
        HandOverBody body,
        ISendAttempt attempt,
        Func<HttpAnswer, HandOverResult> read,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(read);
        cancellationToken.ThrowIfCancellationRequested();
        using var state = new HandOverState(attempt, _options, _time, cancellationToken);
        using var owned = request;
        using var content = new HandOverContent(body, state);
        request.Content = content;
        HandOverResult result;
        try
        {
            using var client = _client();
            using var answer = await AskAsync(client, request, state.Token).ConfigureAwait(false);
            result = state.IsHandedOver ? read(answer) : Unfinished(answer);
        }
        catch (Exception exception)
        {
            result = Explain(exception, state, cancellationToken);
        }

        if (result.Phase == HandOverPhase.HandedOver)
        {
            Log.AnswerLost(_logger, _name, message.Attempt.SendId, message.Attempt.Number);
        }

        return result;
    }

    /// <summary>Asks the API for something that changes nothing, for checks and evidence.</summary>
    /// <param name="request">The request; it is disposed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer, to be disposed.</returns>
    /// <exception cref="HttpRequestException">There was no answer; the message says why.</exception>
    public async Task<HttpAnswer> QueryAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var owned = request;
        using var limit = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var client = _client();
            return await AskAsync(client, request, stop.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is IOException or OperationCanceledException)
        {
            throw new HttpRequestException(limit.IsCancellationRequested ? "There was no answer in time." : exception.Message, exception);
        }
    }

    private async Task<HttpAnswer> AskAsync(HttpMessageInvoker client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            return await HttpAnswer.ReadAsync(response, _options.MaxAnswerBytes, _time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private HandOverResult Explain(Exception exception, HandOverState state, CancellationToken cancellationToken)
    {
        if (state.IsHandedOver)
        {
            return new HandOverResult { Phase = HandOverPhase.HandedOver, Reply = new ProviderReply { Text = "The answer was lost: " + Reason(exception, state) } };
        }

        if (state.Denied is { } denied)
        {
            return new HandOverResult { Phase = HandOverPhase.NotHandedOver, Denied = denied };
        }

        if (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The call was cancelled; nothing was handed over.", exception, cancellationToken);
        }

        if (state.IntentFault is { } fault)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
        }

        var reason = Reason(exception, state);
        Log.RequestFailed(_logger, _name, reason);
        return new HandOverResult
        {
            Phase = HandOverPhase.NotHandedOver,
            Failure = FailureKind.Transient,
            Reply = new ProviderReply { Text = reason },
        };
    }

    /// <summary>An answer to a request that never left whole: to a part of it, or of something else on the way.</summary>
    private static HandOverResult Unfinished(HttpAnswer answer) => new()
    {
        Phase = HandOverPhase.NotHandedOver,
        Failure = answer.Status < 400 ? FailureKind.Transient : answer.KindOfRefusal,
        Reply = answer.ToReply(),
        RetryAfter = answer.RetryAfter,
    };

    private static string Reason(Exception exception, HandOverState state)
    {
        if (exception is OperationCanceledException && state.Token.IsCancellationRequested)
        {
            return state.IsHandedOver ? "it did not come in time." : "The request could not be handed over in time.";
        }

        var reason = exception is HttpRequestException { InnerException: { } inner } ? $"{exception.Message} {inner.Message}" : exception.Message;
        return reason.Length <= 500 ? reason : reason[..500];
    }
}
