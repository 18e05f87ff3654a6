using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Outreach.Providers.Smtp;

/// <summary>
/// Takes messages to the mail exchangers of their recipients' domains (RFC 5321 §5.1): one after the other, as long as nothing was handed over and the
/// permission was not asked for. Safe for concurrent use.
/// </summary>
internal sealed class DirectDelivery : IAsyncDisposable
{
    private readonly SmtpDirectOptions _options;
    private readonly TimeProvider _time;
    private readonly MailRoutes _routes;
    private readonly MailHosts _hosts;
    private readonly IMailServerGreetings? _greetings;

    public DirectDelivery(
        string name,
        SmtpOptions options,
        IMailExchangerResolver exchangers,
        IMailTransportPolicySource? policies,
        IMailServerGreetings? greetings,
        TimeProvider time,
        ILogger logger)
    {
        _greetings = greetings;
        _options = options.Direct!;
        _time = time;
        _routes = new MailRoutes(options, exchangers, policies, time);
        var numbers = new ConnectionNumbers();
        _hosts = new MailHosts(options, time, (key, budget) =>
        {
            var own = options.ForHost(key.Name, key.Security);
            var destination = new SmtpDestination(name, own, new MailHostAddressSource(own, exchangers), numbers, time, logger, budget);
            return new MailHost(key, destination, _options, time);
        });
    }

    [AsyncMethodBuilder(typeof(RecyclingMethodBuilder<>))]
    public async ValueTask<HandOverResult> SendAsync(SmtpJob job)
    {
        var route = await _routes.FindAsync(job.Recipient, job.CancellationToken).ConfigureAwait(false);
        if (route.Refusal is { } refusal)
        {
            return refusal;
        }

        var begin = _time.GetTimestamp();
        var seed = job.Email.Attempt.GetHashCode();
        HandOverResult? failure = null;
        for (int turn = 0, tried = 0; turn < route.Count && tried < _options.MaxHosts; turn++)
        {
            if (tried > 0 && _time.GetElapsedTime(begin) > _options.SearchTimeout)
            {
                break;
            }

            var host = _hosts.Enter(new MailHostKey(route.HostAt(turn, seed), route.Security));
            try
            {
                if (host.FindBackOff() is { } before)
                {
                    failure = Worse(failure, before);
                    continue;
                }

                tried++;
                var result = await host.Destination.SendAsync(job).ConfigureAwait(false);
                Learn(job);
                if (!job.MayTryNext)
                {
                    return OfOneHost(result);
                }

                result = Explain(host, result);
                if (job.FoundNobody)
                {
                    host.FoundNobody(result);
                }

                failure = Worse(failure, result);
                job.Reopen();
            }
            finally
            {
                _hosts.Leave(host);
            }
        }

        return failure!;
    }

    public ValueTask DisposeAsync() => _hosts.DisposeAsync();

    /// <summary>Tells who runs the server by what it said first, which is known once for each connection.</summary>
    private void Learn(SmtpJob job)
    {
        if (_greetings is not null && job.Greeting is { } greeting)
        {
            _greetings.Learn(job.Recipient[(job.Recipient.LastIndexOf('@') + 1)..], "220 " + greeting);
        }
    }

    /// <summary>
    /// Says which host it was. A code of this client (RFC 3463 §3.5) tells that the recipient's side is concerned, and not the provider as a whole.
    /// </summary>
    private static HandOverResult Explain(MailHost host, HandOverResult result)
    {
        var reply = result.Reply!;
        return OfOneHost(result with
        {
            Reply = reply with
            {
                EnhancedCode = reply.EnhancedCode ?? (reply.Code is null ? "4.4.1" : null),
                Text = reply.Text.StartsWith(host.Key.Name, StringComparison.OrdinalIgnoreCase) ? reply.Text : $"{host.Key.Name}: {reply.Text}",
            },
        });
    }

    /// <summary>Nobody has credentials here: that a host asks for some is its way to say no, and not a reason to stop all mail.</summary>
    private static HandOverResult OfOneHost(HandOverResult result) =>
        result.Failure == FailureKind.Authentication ? result with { Failure = FailureKind.Permanent } : result;

    /// <summary>As long as one host may take the message later, it is not refused for good.</summary>
    private static HandOverResult Worse(HandOverResult? one, HandOverResult other) =>
        one is { Failure: not FailureKind.Permanent } && other.Failure == FailureKind.Permanent ? one : other;
}
