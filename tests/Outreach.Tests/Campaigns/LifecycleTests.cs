using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Testing;

namespace Outreach.Tests.Campaigns;

/// <summary>Which account sends, what can be deleted, and starts that are broken off.</summary>
public sealed class LifecycleTests
{
    private static readonly CampaignDraft Draft = new()
    {
        Name = "Spring",
        Steps = [SequenceStep.Create(new MessageTemplate { Subject = "Hello", Text = "Hi {{ unsubscribe_url }}" }, StepDelay.Days(1))],
    };

    [Fact]
    public async Task Sender_WhereTheDraftNamesNone_IsTheFirstThatIsActive()
    {
        await using var harness = new CampaignHarness();
        SenderAccount[] accounts =
        [
            harness.Sender with { Id = Id(1), IsActive = false },
            harness.Sender with { Id = Id(2), Address = "bea@sender.example" },
            harness.Sender with { Id = Id(3), Address = "cleo@sender.example" },
        ];
        foreach (var account in accounts)
        {
            await harness.Get<ISenderAccountStore>().SaveAsync(account);
        }

        var id = await harness.Campaigns.CreateAsync(Draft);

        Assert.Equal([Id(2)], (await harness.Campaigns.GetAsync(Organisation.DefaultId, id))!.SenderAccountIds);
    }

    [Fact]
    public async Task Delete_IsForDraftsAndForWhatIsCompleted()
    {
        await using var harness = new CampaignHarness();
        await harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });
        var draft = await harness.CreateAsync(Draft);
        var id = await harness.StartAsync(Draft);

        await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Campaigns.DeleteAsync(Organisation.DefaultId, id));
        await harness.Campaigns.PauseAsync(id);
        await Assert.ThrowsAsync<InvalidOperationException>(() => harness.Campaigns.DeleteAsync(Organisation.DefaultId, id));
        await harness.Campaigns.ResumeAsync(id);
        await harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);
        await harness.Campaigns.DeleteAsync(Organisation.DefaultId, id);
        await harness.Campaigns.DeleteAsync(Organisation.DefaultId, draft);

        Assert.Empty(await harness.Campaigns.ListAsync(Organisation.DefaultId));
    }

    [Fact]
    public async Task Pause_HoldsWhatBecomesDue_UntilTheCampaignIsResumed()
    {
        await using var harness = new CampaignHarness();
        await harness.AddContactsAsync(new ContactDraft { Email = "anna@x.example" });
        var id = await harness.StartAsync(Draft);

        await harness.Campaigns.PauseAsync(id);
        await harness.RunForAsync(TimeSpan.FromDays(3), TestContext.Current.CancellationToken);
        Assert.Empty(harness.Provider.Taken);
        await harness.Campaigns.ResumeAsync(id);

        Assert.Equal(CampaignStatus.Completed, (await harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken)).Status);
        Assert.Single(harness.Provider.Taken);
    }

    [Fact]
    public async Task Start_ThatWasBrokenOff_GoesOnWhereItStopped_AndEnrolsEverybodyOnce()
    {
        const int contacts = 1_201;
        using var stop = new CancellationTokenSource();
        await using var harness = new CampaignHarness(new CampaignHarnessOptions
        {
            Configure = builder =>
            {
                var made = builder.Services.Last(static service => service.ServiceType == typeof(IParticipantStore));
                builder.Services.AddSingleton(services => BreakingOff.Create((IParticipantStore)(made.ImplementationFactory?.Invoke(services)
                    ?? ActivatorUtilities.CreateInstance(services, made.ImplementationType!)), stop));
            },
        });
        await harness.AddContactsAsync([.. Enumerable.Range(0, contacts).Select(static i => new ContactDraft { Email = $"c{i}@x.example" })]);
        var id = await harness.CreateAsync(Draft);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.Campaigns.StartAsync(Organisation.DefaultId, id, stop.Token));
        Assert.InRange((await harness.Campaigns.GetStatsAsync(id)).Total, 1, contacts - 1);

        await harness.Campaigns.StartAsync(id);
        await harness.RunToEndAsync(id, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(contacts, (await harness.Campaigns.GetStatsAsync(id)).Total);
        Assert.Equal(contacts, harness.Provider.Taken.Count);
        Assert.Equal(contacts, harness.Provider.Taken.Select(static email => email.EnvelopeRecipient).Distinct().Count());
    }

    private static Guid Id(byte number) => new(0, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, number]);

    /// <summary>A store in whose use the caller is told to stop once it has enrolled some contacts.</summary>
    public class BreakingOff : DispatchProxy
    {
        private IParticipantStore _store = null!;
        private CancellationTokenSource _stop = null!;

        public static IParticipantStore Create(IParticipantStore store, CancellationTokenSource stop)
        {
            var made = Create<IParticipantStore, BreakingOff>();
            (((BreakingOff)(object)made)._store, ((BreakingOff)(object)made)._stop) = (store, stop);
            return made;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var result = targetMethod!.Invoke(_store, args);
            if (targetMethod.Name == nameof(IParticipantStore.EnrolAsync))
            {
                _stop.Cancel();
            }

            return result;
        }
    }
}
