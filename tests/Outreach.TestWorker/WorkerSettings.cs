using System.Text.Json;

namespace Outreach.TestWorker;

/// <summary>What a worker process is told, in an environment variable: connection strings must not be seen in the list of processes.</summary>
internal sealed record WorkerSettings
{
    public const string Variable = "OUTREACH_TEST_WORKER";

    /// <summary>Gets the connection string of a PostgreSQL database, or <see langword="null"/>.</summary>
    public string? PostgreSql { get; init; }

    /// <summary>Gets the SQLite file, if there is no PostgreSQL database.</summary>
    public string? Sqlite { get; init; }

    public required int SmtpPort { get; init; }

    /// <summary>Gets the address of a messaging gateway for the provider <c>bot</c>, or <see langword="null"/>.</summary>
    public Uri? Gateway { get; init; }

    /// <summary>Gets whether the gateway is known to take a message with the same key once.</summary>
    public bool IsGatewayKeyed { get; init; }

    public required int ConcurrentSends { get; init; }

    /// <summary>Gets the rate of Gmail's mailboxes.</summary>
    public required SendRate GmailRate { get; init; }

    /// <summary>Gets whether the worker keeps to the warm-ups of sending addresses.</summary>
    public bool WarmsUp { get; init; }

    /// <summary>Gets when, in real time, <see cref="Start"/> was.</summary>
    public required DateTimeOffset RealStart { get; init; }

    /// <summary>Gets when the campaign's time began.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Gets how much faster than real time the campaign's time passes.</summary>
    public required double Speed { get; init; }

    public static WorkerSettings Parse(string json) => JsonSerializer.Deserialize<WorkerSettings>(json)!;

    public override string ToString() => JsonSerializer.Serialize(this);
}
