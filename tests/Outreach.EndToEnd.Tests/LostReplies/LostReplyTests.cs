using Microsoft.Extensions.DependencyInjection;
using Outreach.EndToEnd.Tests.Deliveries;
using Outreach.Providers.Smtp;
using Outreach.Sequencing;

namespace Outreach.EndToEnd.Tests.LostReplies;

/// <summary>
/// The relay's answer to the end of the message breaks off after each of its octets, for one contact each: the message is in doubt, is shown
/// as such and is never handed over again, not by the next process either.
/// </summary>
public sealed class LostReplyTests(PostgreSqlFixture postgreSql)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Cut.Close, false)]
    [InlineData(Cut.Reset, false)]
    [InlineData(Cut.Stall, false)]
    [InlineData(Cut.Close, true)]
    [InlineData(Cut.Reset, true)]
    [InlineData(Cut.Stall, true)]
    public async Task Message_WhoseAnswerBreaksOff_IsInDoubt_AndNeverHandedOverAgain(Cut cut, bool onPostgreSql)
    {
        using var folder = new TemporaryFolder();
        var connection = onPostgreSql ? await postgreSql.CreateDatabaseAsync() : null;
        await using var server = new CuttingServer(cut);
        await using (var first = Build(folder, connection, server, cut, Start))
        {
            await StartCampaignAsync(first);
            await RunUntilAsync(first, Start.AddDays(2));
        }

        await using (var next = Build(folder, connection, server, cut, Start.AddDays(2)))
        {
            await RunUntilAsync(next, Start.AddDays(60));
        }

        await using var database = (await CampaignDatabase.OpenAsync(folder.Path, connection))!;
        var sends = await database.GetSendsAsync();
        Assert.Equal(server.Taken.Order(StringComparer.Ordinal), sends.Select(send => send.MessageId).Order(StringComparer.Ordinal));
        var (whole, cutOff) = (sends.Where(send => CuttingServer.OctetsOf(send.Recipient) == CuttingServer.Answer.Length).ToList(), sends.Where(IsCutOff).ToList());
        Assert.Equal([SendState.Sent, SendState.Sent], whole.Select(send => send.State));
        Assert.Equal(Enumerable.Range(0, CuttingServer.Answer.Length), cutOff.Select(send => CuttingServer.OctetsOf(send.Recipient)).Order());
        Assert.All(cutOff, send => Assert.Equal((SendState.InDoubt, true, 0), (send.State, send.Doubt, send.StepIndex)));
        Assert.All(
            (await database.GetParticipantsAsync()).Where(participant => cutOff.Any(send => send.ParticipantId == participant.Id)),
            participant => Assert.Equal((ParticipantStatus.Stopped, ReasonCodes.InDoubt), (participant.Status, participant.Reason.Code)));
        Assert.Equal(cutOff.Count, (await database.GetStatsAsync()).InDoubt);
    }

    private static bool IsCutOff(SendRecord send) => CuttingServer.OctetsOf(send.Recipient) < CuttingServer.Answer.Length;

    private static ServiceProvider Build(TemporaryFolder folder, string? connection, CuttingServer server, Cut cut, DateTimeOffset now)
    {
        var services = new ServiceCollection();
        var time = new VirtualTimeProvider(now);
        services.AddSingleton(time);
        services.AddSingleton<TimeProvider>(time);
        var outreach = services.AddOutreach();
        _ = connection is null ? outreach.UseSqlite($"Data Source={folder.File("outreach.db")}") : outreach.UsePostgreSql(connection);
        outreach.AddSmtp("primary", smtp =>
        {
            smtp.Host = "127.0.0.1";
            smtp.Port = server.Port;
            smtp.Security = SmtpSecurity.None;
            smtp.LocalName = "outreach.test";
            smtp.MaxConnections = 32;
            if (cut == Cut.Stall)
            {
                // Also the answers that come whole must come in this time.
                smtp.Timeouts.DataEnd = TimeSpan.FromSeconds(5);
            }
        });
        return services.BuildServiceProvider();
    }

    private static async Task StartCampaignAsync(ServiceProvider services)
    {
        await services.GetRequiredService<ISenderAccountStore>().SaveAsync(SenderAccount.Create("Ada", "ada@sender.example", "primary"));
        await services.GetRequiredService<IContactStore>().FindOrCreateAsync(
            Organisation.DefaultId,
            [.. Enumerable.Range(0, CuttingServer.Answer.Length + 1).Select(octets => new ContactDraft { Email = CuttingServer.AddressOf(octets) })],
            Start);
        var template = new MessageTemplate { Subject = "Hello", Text = "Hi! {{ unsubscribe_url }}" };
        var campaigns = services.GetRequiredService<ICampaignService>();
        await campaigns.StartAsync(await campaigns.CreateAsync(new CampaignDraft
        {
            Name = "Lost replies",
            Steps = [SequenceStep.Create(template), SequenceStep.Create(template, StepDelay.Days(1))],
            Schedule = SendingSchedule.Always,
        }));
    }

    private static async Task RunUntilAsync(ServiceProvider services, DateTimeOffset end)
    {
        var time = services.GetRequiredService<VirtualTimeProvider>();
        var engine = services.GetRequiredService<ISendEngine>();
        while ((await engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken)).NextDueAt is { } next && next <= end)
        {
            time.AdvanceTo(next);
        }
    }
}
