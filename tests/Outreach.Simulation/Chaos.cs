using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Simulation;

/// <summary>Starts the workers, and lets them be killed, stopped and suspended; moves the clock; pauses; unsubscribes.</summary>
internal sealed class Chaos(SimulatedWorld world, IServiceProvider stores, ISendLedger ledger, SimulatedCampaign campaign)
{
    private readonly List<SimulatedHost> _hosts = [];
    private int _starts;
    private bool _isOver;

    public int Kills { get; private set; }

    private FaultPlan Plan => world.Faults.Plan;

    public void Begin()
    {
        for (var i = 0; i < Plan.Nodes; i++)
        {
            StartHost();
        }

        world.OnAccepted = Show;
        world.OnAction = Disturb;
        world.OnLeased = Race;
        Every(Plan.MeanTimeBetweenKills, () => Kill(Pick()));
        Every(Plan.MeanTimeBetweenStops, () => Begin(StopGracefullyAsync()));
        Every(Plan.MeanTimeBetweenPauses, () => Hang(Pick()));
        Every(Plan.MeanTimeBetweenClockJumps, JumpClock);
        Every(Plan.MeanTimeBetweenCampaignPauses, () => Begin(PauseAsync()));
        Every(Plan.MeanTimeBetweenUnsubscribes, () => Begin(UnsubscribeAsync(campaign.Addresses[world.Faults.Next(campaign.Addresses.Count)])));
    }

    /// <summary>Ends the trouble: everybody wakes up, and whoever is missing is started again.</summary>
    public async Task EndAsync()
    {
        _isOver = true;
        world.Faults.IsQuiet = true;
        world.Note("chaos", "is over");
        foreach (var host in _hosts.ToList())
        {
            host.Node.WakeUp();
        }

        if (world.IsPaused)
        {
            await ResumeAsync();
        }

        while (_hosts.Count < Plan.Nodes)
        {
            StartHost();
        }
    }

    private void StartHost()
    {
        var node = new SimulatedNode(string.Create(CultureInfo.InvariantCulture, $"worker{++_starts}"));
        world.Note(node.Name, "starts");
        var host = new SimulatedHost(node, stores, ledger, world);
        _hosts.Add(host);
        Begin(host.StartAsync());
    }

    private void Disturb(SimulatedNode node)
    {
        if (world.Faults.Happens(Plan.KillAtAction))
        {
            Later(world.Faults.Latency(3), () => Kill(Find(node)));
        }

        if (world.Faults.Happens(Plan.HangAtAction))
        {
            Later(world.Faults.Latency(3), () => Hang(Find(node)));
        }
    }

    private void Race(LeasedParticipant leased)
    {
        if (world.Faults.Happens(Plan.UnsubscribeAfterLease))
        {
            Later(world.Faults.Latency(20), () => Begin(UnsubscribeAsync(leased.Contact.Email!)));
        }

        if (world.Faults.Happens(Plan.PauseAfterLease))
        {
            Later(world.Faults.Latency(20), () => Begin(PauseAsync()));
        }
    }

    private void Kill(SimulatedHost? host)
    {
        if (host is null)
        {
            return;
        }

        Kills++;
        world.Note(host.Node.Name, "is killed");
        host.Node.Kill();
        _hosts.Remove(host);
        if (world.Faults.Next(2) == 0)
        {
            // A store on the same machine sees the death at once; another only when the leases run out.
            Begin(world.ReleaseLocksAsync(host.Node));
        }

        Later(world.Faults.Wait(TimeSpan.FromMinutes(2)), StartMissing);
    }

    private async Task StopGracefullyAsync()
    {
        if (Pick() is not { IsStopping: false } host)
        {
            return;
        }

        world.Note(host.Node.Name, "is stopped");
        await host.StopAsync();
        await host.DisposeAsync();
        world.Note(host.Node.Name, "has stopped");
        host.Node.Kill();
        _hosts.Remove(host);
        StartMissing();
    }

    private void Hang(SimulatedHost? host)
    {
        if (host is not { Node.IsHanging: false })
        {
            return;
        }

        world.Note(host.Node.Name, "hangs");
        host.Node.Hang();
        Later(world.Faults.Wait(TimeSpan.FromMinutes(30)), () =>
        {
            if (host.Node is { IsHanging: true, IsDead: false })
            {
                world.Note(host.Node.Name, "goes on");
                host.Node.WakeUp();
            }
        });
    }

    private void JumpClock()
    {
        var by = TimeSpan.FromSeconds(world.Faults.Next(7_200) - 3_600);
        world.Clock.SetUtcNow(world.Clock.GetUtcNow() + by);
        world.Note("clock", "jumps");
    }

    private async Task PauseAsync()
    {
        var service = stores.GetRequiredService<ICampaignService>();
        if (await service.GetAsync(Organisation.DefaultId, campaign.Id) is not { Status: CampaignStatus.Active })
        {
            return;
        }

        await service.PauseAsync(campaign.Id);
        world.IsPaused = true;
        world.Note("person", "pauses");
        await Task.Delay(world.Faults.Wait(TimeSpan.FromMinutes(20)), world.Clock);
        if (world.IsPaused)
        {
            await ResumeAsync();
        }
    }

    private async Task ResumeAsync()
    {
        world.IsPaused = false;
        await stores.GetRequiredService<ICampaignService>().ResumeAsync(campaign.Id);
        world.Note("person", "resumes");
    }

    private async Task UnsubscribeAsync(string address)
    {
        var entry = new SuppressionEntry
        {
            OrganisationId = Organisation.DefaultId,
            Key = AddressKey.FromEmail(address),
            Reason = SuppressionReason.Unsubscribed,
            At = world.Clock.GetUtcNow(),
        };
        await stores.GetRequiredService<ISuppressionStore>().AddAsync([entry]);
        world.Note("contact", $"{address} unsubscribes");
        world.Unsubscribed(entry.Key);
    }

    /// <summary>A message that was accepted may show a sign of life later.</summary>
    private void Show(AttemptId attempt)
    {
        if (world.Faults.Happens(Plan.Evidence))
        {
            Later(world.Faults.Wait(TimeSpan.FromMinutes(30)), () => Begin(ProveAsync(attempt)));
        }
    }

    private async Task ProveAsync(AttemptId attempt)
    {
        if (await ledger.FindSendAsync(attempt.SendId) is not { } send)
        {
            return;
        }

        world.Note("provider", $"reports {world.NameOf(attempt)} as delivered");
        var now = world.Clock.GetUtcNow();
        await ledger.RecordEventAsync(new EventEffects
        {
            Event = new DeliveryEvent
            {
                Id = Guid.CreateVersion7(now),
                OrganisationId = send.OrganisationId,
                Key = "delivered:" + world.NameOf(attempt),
                Type = DeliveryEventType.Delivered,
                At = now,
                SendId = send.Id,
                CampaignId = send.CampaignId,
                ParticipantId = send.ParticipantId,
            },
            ProvesAcceptance = true,
        });
    }

    /// <summary>Lets something go on by itself; a mistake in it must not stay unseen.</summary>
    private void Begin(Task task) => _ = task.ContinueWith(
        failed => world.Violate("FAILURE: " + failed.Exception),
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    private void StartMissing()
    {
        if (_hosts.Count < Plan.Nodes)
        {
            StartHost();
        }
    }

    private SimulatedHost? Find(SimulatedNode node) => _hosts.FirstOrDefault(host => host.Node == node);

    private SimulatedHost? Pick() => _hosts.Count == 0 ? null : _hosts[world.Faults.Next(_hosts.Count)];

    private void Every(TimeSpan? mean, Action action)
    {
        if (mean is { } value)
        {
            Later(world.Faults.Wait(value), () =>
            {
                if (!_isOver)
                {
                    action();
                    Every(mean, action);
                }
            });
        }
    }

    private void Later(TimeSpan wait, Action action) => _ = world.Clock.CreateTimer(_ => action(), null, wait, Timeout.InfiniteTimeSpan);
}
