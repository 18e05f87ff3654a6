using Microsoft.Extensions.DependencyInjection;
using Outreach.Providers.Smtp;
using Outreach.Sequencing;

namespace Outreach.Samples;

/// <summary>Puts the services together, as a host application does.</summary>
internal static class SampleHost
{
    /// <summary>Makes the services of the sample: a SQLite file, virtual time, and the local mail server as the relay.</summary>
    /// <param name="folder">Where the database is.</param>
    /// <param name="mail">The folder that the mail server fills.</param>
    /// <param name="port">The mail server's port.</param>
    public static ServiceProvider Build(SampleFolder folder, MailFolder mail, int port)
    {
        var services = new ServiceCollection();
        var clock = new VirtualTimeProvider(SampleContent.Start);
        services.AddSingleton(clock);
        services.AddSingleton<TimeProvider>(clock);
        services.AddOutreach(static outreach => outreach.ConcurrentSends = 4)
            .UseSqlite($"Data Source={folder.DatabasePath}")
            .AddSmtp(SampleContent.ProviderName, smtp =>
            {
                smtp.Host = "127.0.0.1";
                smtp.Port = port;
                smtp.Security = SmtpSecurity.None;
                smtp.LocalName = "outreach.test";
            });
        services.AddSingleton(folder);
        services.AddSingleton(mail);
        services.AddSingleton<AnswerQueue>();
        services.AddSingleton<ContactFile>();
        services.AddSingleton<SampleCampaign>();
        services.AddSingleton<VirtualRun>();
        services.AddSingleton<CampaignReporter>();
        return services.BuildServiceProvider();
    }
}
