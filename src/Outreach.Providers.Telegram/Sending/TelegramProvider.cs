using System.Globalization;
using System.Net.Http.Headers;
using Outreach.Providers.Http;

namespace Outreach.Providers.Telegram;

/// <summary>
/// Sends chat messages as a bot, by <c>sendMessage</c>, <c>sendPhoto</c> and <c>sendDocument</c> of the Bot API. A message is one request, which is never repeated;
/// a text that is too long for one goes out in parts, each after the one before was accepted. Registered by <c>AddTelegram</c>. Safe for concurrent use.
/// </summary>
public sealed class TelegramProvider : IMessageProvider
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>How often, and for how long, the later parts of a message wait when Telegram asks to.</summary>
    private const int MostWaits = 3;
    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(60);

    private readonly TelegramApi _api;
    private readonly TelegramRequest _request;
    private readonly TelegramPace _pace;
    private readonly TimeProvider _time;

    internal TelegramProvider(TelegramApi api, TimeProvider time)
    {
        _api = api;
        _request = new TelegramRequest(api.Options);
        _pace = new TelegramPace(api.Options.MessagesPerSecond, time);
        _time = time;
    }

    /// <inheritdoc/>
    public Channel Channel => Channel.Telegram;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The message is no <see cref="OutgoingChatMessage"/>.</exception>
    public Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return message is OutgoingChatMessage chat
            ? SendChatAsync(chat, attempt, cancellationToken)
            : throw new ArgumentException("Telegram sends chat messages only.", nameof(message));
    }

    private async Task<HandOverResult> SendChatAsync(OutgoingChatMessage chat, ISendAttempt attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (parts, problem) = TelegramPart.Make(chat, _api.Options);
        if (parts is null)
        {
            return HandOverRefusals.Content(problem!);
        }

        var first = await SendPartAsync(chat, parts[0], attempt, cancellationToken).ConfigureAwait(false);
        for (var i = 1; i < parts.Count && first.IsAccepted; i++)
        {
            // The message has begun to arrive: nothing but its end can make it whole, and nobody may begin it again.
            var next = await SendLaterAsync(chat, parts[i]).ConfigureAwait(false);
            if (!next.IsAccepted)
            {
                return Torn(next, i, parts.Count);
            }
        }

        return first;
    }

    private async Task<HandOverResult> SendPartAsync(OutgoingChatMessage chat, TelegramPart part, ISendAttempt attempt, CancellationToken cancellationToken)
    {
        await _pace.WaitAsync(cancellationToken).ConfigureAwait(false);
        using var buffer = new PooledBuffer();
        HandOverBody body;
        if (part.File is { } file)
        {
            var form = _request.WriteForm(buffer, chat, part);
            body = new HandOverBody { Head = buffer.WrittenMemory, Content = file.Content, Tail = form.End, MediaType = form.MediaType };
        }
        else
        {
            _request.WriteJson(buffer, chat, part);
            body = new HandOverBody { Content = buffer.WrittenMemory, MediaType = Json };
        }

        return await _api.SendAsync(chat, TelegramRequest.MethodOf(part), body, attempt, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A part that was refused for now did not arrive: it may be sent again. One whose answer was lost may not.</summary>
    private async Task<HandOverResult> SendLaterAsync(OutgoingChatMessage chat, TelegramPart part)
    {
        for (var waits = 0; ; waits++)
        {
            var result = await SendPartAsync(chat, part, GrantedAttempt.Instance, CancellationToken.None).ConfigureAwait(false);
            if (result.Failure != FailureKind.Throttled || waits == MostWaits || result.RetryAfter is not { } wait || wait > MostWait)
            {
                return result;
            }

            await Task.Delay(wait, _time, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static HandOverResult Torn(HandOverResult result, int sent, int count) => new()
    {
        Phase = HandOverPhase.HandedOver,
        Reply = (result.Reply ?? new ProviderReply()) with
        {
            Text = Cut(string.Create(CultureInfo.InvariantCulture, $"{sent} of {count} parts were accepted, then: {result.Reply?.Text}")),
        },
    };

    private static string Cut(string text) => text.Length <= 2_000 ? text : text[..2_000];
}
