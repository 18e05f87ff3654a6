using Microsoft.Extensions.DependencyInjection;
using Outreach.Providers.Smtp;

namespace Outreach.TestWorker;

/// <summary>Puts the services together, for the workers and for who prepares the campaign.</summary>
internal static class WorkerHost
{
    /// <summary>What a worker writes once it listens to signals.</summary>
    public const string Started = "The worker has started.";

    public static IOutreachBuilder Add(IServiceCollection services, WorkerSettings settings)
    {
        services.AddSingleton<TimeProvider>(new FastClock(settings));
        var outreach = services.AddOutreach(options =>
        {
            options.ConcurrentSends = settings.ConcurrentSends;
            options.PollInterval = TimeSpan.FromMinutes(10);
            options.InDoubtWait = TimeSpan.FromHours(1);
            options.ProviderRates[MailboxProviderNames.Gmail] = settings.GmailRate;
        });
        _ = settings.PostgreSql is { } connection
            ? outreach.UsePostgreSql(connection, static postgres => postgres.WorkerTimeout = TimeSpan.FromSeconds(1))
            : outreach.UseSqlite($"Data Source={settings.Sqlite}");
        if (settings.Gateway is { } address)
        {
            outreach.AddMessagingGateway("bot", gateway =>
            {
                gateway.BaseAddress = address;
                gateway.KeyLifetime = settings.IsGatewayKeyed ? TimeSpan.FromDays(30) : null;
            });
        }

        if (settings.WarmsUp)
        {
            // Ten minutes pass in milliseconds.
            outreach.AddReputation(static reputation => reputation.ShareEvery = TimeSpan.FromMinutes(10));
        }

        return outreach.AddSmtp("primary", smtp =>
        {
            smtp.Host = "127.0.0.1";
            smtp.Port = settings.SmtpPort;
            smtp.Security = SmtpSecurity.None;
            smtp.LocalName = "outreach.test";
        });
    }
}
