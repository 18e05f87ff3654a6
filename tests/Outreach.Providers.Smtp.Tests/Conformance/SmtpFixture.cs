using Outreach.Testing;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>The recording server, told by the kit what to do.</summary>
public sealed class SmtpFixture : IProviderFixture
{
    private readonly RecordingServer _server = new();
    private readonly List<SmtpProvider> _providers = [];
    private ProviderBehaviour _behaviour;
    private string? _refusal;
    private int _forgotten;
    private int _forgottenEnvelopes;

    public SmtpFixture() => _server.EndReply = EndAsync;

    public int Port => _server.Port;

    public int ReceivedCount => _server.Messages.Count - _forgotten;

    public int BegunCount => Envelopes - _forgottenEnvelopes;

    public IReadOnlyCollection<string> Faults => [];

    public IReadOnlyList<ProviderRefusal> Refusals { get; } =
    [
        new("RCPT", FailureKind.RejectedRecipient, "5.1.1 no such user") { Code = 550, Suppression = SuppressionReason.HardBounce },
        new("RCPT", FailureKind.Transient, "4.2.0 busy") { Code = 450 },
        new("RCPT", FailureKind.Throttled, "4.7.28 too many from you, try again in 60 seconds") { Code = 421, RetryAfter = TimeSpan.FromSeconds(60) },
        new("MAIL", FailureKind.Authentication, "5.7.0 authentication required") { Code = 530 },
        new("DATA", FailureKind.RejectedContent, "5.7.1 looks like spam") { Code = 550 },
        new("MAIL", FailureKind.Permanent, "5.5.4 bad parameters") { Code = 501 },
    ];

    public IReadOnlyCollection<FailureKind> ImpossibleKinds => [];

    private int Envelopes => _server.Commands.Count(static command => command.StartsWith("MAIL ", StringComparison.Ordinal));

    public void Behave(ProviderBehaviour behaviour, ProviderRefusal? refusal = null)
    {
        _behaviour = behaviour;
        _server.Refuse = command => refusal is not null && refusal.Name != "DATA" && command.StartsWith(refusal.Name, StringComparison.Ordinal) ? $"{refusal.Code} {refusal.Text}" : null;
        _refusal = refusal is { Name: "DATA" } ? $"{refusal.Code} {refusal.Text}" : null;
    }

    public void Forget()
    {
        _forgotten = _server.Messages.Count;
        _forgottenEnvelopes = Envelopes;
    }

    public IMessageProvider CreateProvider(int port, TimeSpan answerTimeout)
    {
        var options = _server.Options(options =>
        {
            options.Port = port;
            options.Timeouts.DataEnd = answerTimeout;
        });
        var provider = new SmtpProvider("kit", options);
        _providers.Add(provider);
        return provider;
    }

    public OutgoingMessage CreateMessage() => TestMail.Create();

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
        {
            await provider.DisposeAsync();
        }

        await _server.DisposeAsync();
    }

    private async Task<string?> EndAsync(CancellationToken stop)
    {
        switch (_behaviour)
        {
            case ProviderBehaviour.StaySilent:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
                return null;
            case ProviderBehaviour.AnswerLate:
                await Task.Delay(TimeSpan.FromSeconds(0.25), TimeProvider.System, stop);
                break;
            case ProviderBehaviour.AnswerGarbage:
                return "HTTP/1.1 200 OK";
            case ProviderBehaviour.AnswerWithoutEnd:
                return "250-" + string.Join("\r\n250-", Enumerable.Repeat(new string('x', 500), 4_000));
            case ProviderBehaviour.Close:
                throw new IOException("The server went away.");
        }

        return _refusal ?? "250 2.0.0 Ok: queued as 1";
    }
}
