using Microsoft.Extensions.DependencyInjection;
using Outreach.Providers.Smtp;
using Outreach.Sequencing;

namespace Outreach.Samples;

/// <summary>Puts the services together, as a host application does.</summary>
internal static class SampleHost
{
    /// <summary>Makes the services of the sample: a SQLite file or a PostgreSQL database, virtual time, and the local mail server as the relay.</summary>
    /// <param name="folder">Where the database is.</param>
    /// <param name="mail">The folder that the mail server fills; not needed by those who only send.</param>
    /// <param name="port">The mail server's port.</param>
    /// <param name="configure">What else a command needs, or <see langword="null"/>.</param>
    public static ServiceProvider Build(SampleFolder folder, MailFolder? mail, int port, Action<IOutreachBuilder>? configure = null)
    {
        var services = new ServiceCollection();
        var clock = new VirtualTimeProvider(SampleContent.Start);
        services.AddSingleton(clock);
        services.AddSingleton<TimeProvider>(clock);
        var builder = services.AddOutreach(static outreach => outreach.ConcurrentSends = 4);

        // In virtual time days pass in seconds, and nobody wants to wait long for what a killed worker had in hand.
        builder = folder.PostgreSql is { } connection
            ? builder.UsePostgreSql(connection, static postgres => postgres.WorkerTimeout = TimeSpan.FromSeconds(1))
            : builder.UseSqlite($"Data Source={folder.DatabasePath}");
        builder.AddSmtp(SampleContent.ProviderName, smtp =>
        {
            smtp.Host = "127.0.0.1";
            smtp.Port = port;
            smtp.Security = SmtpSecurity.None;
            smtp.LocalName = "outreach.test";
        });
        if (folder.WarmsUp)
        {
            builder.AddReputation();
        }

        configure?.Invoke(builder);
        services.AddSingleton(folder);
        if (mail is not null)
        {
            services.AddSingleton(mail);
        }

        services.AddSingleton<AnswerQueue>();
        services.AddSingleton<ContactFile>();
        services.AddSingleton<SampleCampaign>();
        services.AddSingleton<SampleClock>();
        services.AddSingleton<VirtualRun>();
        services.AddSingleton<VirtualWorker>();
        services.AddSingleton<CampaignReporter>();
        return services.BuildServiceProvider();
    }
}
