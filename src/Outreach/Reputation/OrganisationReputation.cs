using System.Globalization;

namespace Outreach;

/// <summary>
/// What a worker knows of an organisation's addresses, counts and pauses: what the store had at the last look, and what the worker itself has counted since.
/// Safe for concurrent use.
/// </summary>
internal sealed class OrganisationReputation(ReputationOptions options)
{
    private const int MostOnStack = 32;
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly ScoreRouter _router = new(options.MinimumEvidence, options.NearlyEqual);
    private readonly ScoreRouter _senderRouter = new(options.MinimumSenderEvidence, options.NearlyEqual);
    private readonly PausePolicy _policy = new(options);
    private readonly HashSet<(string Address, DateOnly Day)> _used = [];
    private Dictionary<ReputationKey, DeliveryTally> _tallies = [];
    private Dictionary<(ReputationKey Key, DateTimeOffset Period), DeliveryTally> _unshared = [];
    private SendingIp[] _ips = [];
    private SendingPause[] _pauses = [];
    private ILookup<string, DateOnly> _pausedOn = Array.Empty<SendingPause>().ToLookup(pause => pause.Key, pause => pause.Day, StringComparer.Ordinal);

    public SemaphoreSlim Turn { get; } = new(1, 1);

    public DateTimeOffset SharedAt { get; set; }

    /// <summary>Gets or sets whether something happened after which a pause may be needed.</summary>
    public bool NeedsLook { get; set; }

    public IReadOnlyList<SendingIp> Ips => _ips;

    public bool HasUnshared
    {
        get
        {
            lock (_gate)
            {
                return _unshared.Count > 0;
            }
        }
    }

    public void Count(SendRecord send, string mailboxProvider, DeliveryTally tally, DateTimeOffset now)
    {
        lock (_gate)
        {
            Add(ReputationKey.OfSender(send.SenderAccountId), tally, now);
            Add(ReputationKey.OfMessageId(send.MessageId), tally, now);
            if (Array.Find(_ips, ip => ip.ProviderName == send.ProviderName) is { } ip)
            {
                Add(ReputationKey.OfIp(ip.Address), tally, now);
                Add(new ReputationKey(ReputationScope.Ip, ip.Address, mailboxProvider), tally, now);
            }

            NeedsLook |= tally.Bounced > 0 || tally.Complained > 0;
        }
    }

    /// <summary>Takes what has been counted and is not in the store yet.</summary>
    public List<DeliveryCount> TakeUnshared()
    {
        lock (_gate)
        {
            List<DeliveryCount> taken =
                [.. _unshared.Select(pair => new DeliveryCount(pair.Key.Key.Scope, pair.Key.Key.Key, pair.Key.Key.MailboxProvider, pair.Key.Period, pair.Value))];
            _unshared = [];
            return taken;
        }
    }

    /// <summary>Puts back what could not be stored.</summary>
    public void PutBack(List<DeliveryCount> counts)
    {
        lock (_gate)
        {
            foreach (var count in counts)
            {
                var key = (new ReputationKey(count.Scope, count.Key, count.MailboxProvider), count.Period);
                _unshared[key] = _unshared.GetValueOrDefault(key) + count.Tally;
            }
        }
    }

    /// <summary>Takes over what the store has.</summary>
    public void Load(IReadOnlyList<SendingIp> ips, IReadOnlyList<SendingPause> pauses, IReadOnlyList<DeliveryCount> counts, DateTimeOffset now)
    {
        var ended = pauses.Where(pause => pause.Until <= now)
            .GroupBy(pause => (pause.Scope, pause.Key))
            .ToDictionary(group => group.Key, group => group.Max(pause => pause.Until));
        var tallies = new Dictionary<ReputationKey, DeliveryTally>();
        void Sum(ReputationKey key, DateTimeOffset period, DeliveryTally tally)
        {
            // What led to a pause does not lead to the next one.
            if (period > now - Window - DeliveryCount.Length && (!ended.TryGetValue((key.Scope, key.Key), out var end) || period >= end))
            {
                tallies[key] = tallies.GetValueOrDefault(key) + tally;
            }
        }

        foreach (var count in counts)
        {
            Sum(new ReputationKey(count.Scope, count.Key, count.MailboxProvider), count.Period, count.Tally);
        }

        lock (_gate)
        {
            foreach (var ((key, period), tally) in _unshared)
            {
                Sum(key, period, tally);
            }

            _tallies = tallies;
            _ips = [.. ips];
            _pauses = [.. pauses.Where(pause => pause.Until > now)];
            _pausedOn = pauses.Where(pause => pause.Scope == ReputationScope.Ip).ToLookup(pause => pause.Key, pause => pause.Day, StringComparer.Ordinal);
            _used.RemoveWhere(used => used.Day < DateOnly.FromDateTime(now.UtcDateTime));
        }
    }

    /// <summary>Finds what must be paused now.</summary>
    public List<SendingPause> FindNewPauses(Guid organisationId, DateTimeOffset now)
    {
        lock (_gate)
        {
            NeedsLook = false;
            return
            [
                .. _tallies.Where(pair => pair.Key.MailboxProvider.Length == 0 && FindPause(pair.Key, now) is null)
                    .Select(pair => (pair.Key, Reason: _policy.FindReason(pair.Value, IsWarmingUp(pair.Key, now))))
                    .Where(pair => pair.Reason is not null)
                    .Select(pair => new SendingPause
                    {
                        OrganisationId = organisationId,
                        Scope = pair.Key.Scope,
                        Key = pair.Key.Key,
                        At = now,
                        Until = Tomorrow(now),
                        Reason = pair.Reason!,
                    }),
            ];
        }
    }

    /// <summary>Notes that the day's volume of an address is used up.</summary>
    public void NoteUsed(string address, DateTimeOffset now)
    {
        lock (_gate)
        {
            _used.Add((address, DateOnly.FromDateTime(now.UtcDateTime)));
        }
    }

    /// <summary>Chooses who sends: the account that wrote before, or else the one with the best score; never one that is paused while another is not.</summary>
    /// <param name="accounts">The campaign's accounts that send mail and may.</param>
    /// <param name="before">Who wrote to the contact before, or <see langword="null"/>.</param>
    /// <param name="now">The time.</param>
    /// <returns>The account, or <see langword="null"/> if all are paused.</returns>
    public SenderAccount? ChooseSender(IReadOnlyList<SenderAccount> accounts, Guid? before, DateTimeOffset now)
    {
        lock (_gate)
        {
            Span<int> free = accounts.Count <= MostOnStack ? stackalloc int[MostOnStack] : new int[accounts.Count];
            Span<DeliveryTally> tallies = accounts.Count <= MostOnStack ? stackalloc DeliveryTally[MostOnStack] : new DeliveryTally[accounts.Count];
            var count = 0;
            for (var i = 0; i < accounts.Count; i++)
            {
                if (FindPause(accounts[i], now) is not null)
                {
                    continue;
                }

                if (accounts[i].Id == before)
                {
                    return accounts[i];
                }

                tallies[count] = _tallies.GetValueOrDefault(ReputationKey.OfSender(accounts[i].Id));
                free[count++] = i;
            }

            return count == 0 ? null : accounts[free[_senderRouter.Choose(tallies[..count])]];
        }
    }

    /// <summary>Finds the way of a message.</summary>
    /// <param name="account">Who sends.</param>
    /// <param name="stream">The campaign's stream.</param>
    /// <param name="mailboxProvider">The recipient's mailbox provider.</param>
    /// <param name="pinned">The provider that may have taken the message already, or <see langword="null"/>: only it can tell.</param>
    /// <param name="now">The time.</param>
    public SendingWay FindWay(SenderAccount account, MessageStream stream, string mailboxProvider, string? pinned, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (FindPause(account, now) is { } pause)
            {
                return SendingWay.Wait(pause.Until, ReasonCodes.SendingPaused, $"{pause.Scope} {pause.Key}: {pause.Reason}");
            }

            var (isKnown, hasUsable, free) = (false, false, 0);
            Span<int> candidates = _ips.Length <= MostOnStack ? stackalloc int[MostOnStack] : new int[_ips.Length];
            for (var i = 0; i < _ips.Length; i++)
            {
                var ip = _ips[i];
                if (!IsOfAccount(ip, account, pinned))
                {
                    continue;
                }

                isKnown = true;
                var isUsable = ip.IsActive && ip.Stream == stream;
                hasUsable |= isUsable;
                if (isUsable && IsFree(ip, now))
                {
                    candidates[free++] = i;
                }
            }

            return free > 0 ? Choose(candidates[..free], mailboxProvider, now)
                : !isKnown ? SendingWay.Direct(pinned ?? account.ProviderName)
                : hasUsable ? WhenFree(_ips.Where(ip => IsOfAccount(ip, account, pinned) && ip.IsActive && ip.Stream == stream), now)
                : SendingWay.Wait(now + LookAgain, ReasonCodes.NoSendingIp, account.ProviderName);
        }
    }

    /// <summary>Finds when an address may send to those who are not engaged, if that is not now.</summary>
    public DateTimeOffset? FindEndOfWarmUp(SendingIp ip, DateTimeOffset now)
    {
        lock (_gate)
        {
            var today = DateOnly.FromDateTime(now.UtcDateTime);
            var day = ip.WarmUp!.DayOn(today, _pausedOn[ip.Address]);
            var left = ip.WarmUp.Plan.Stages[^1].LastDay + 1 - day;
            return left <= 0 ? null : new DateTimeOffset(today.AddDays(left), TimeOnly.MinValue, TimeSpan.Zero);
        }
    }

    public int DayOf(SendingIp ip, DateTimeOffset now)
    {
        lock (_gate)
        {
            return ip.WarmUp!.DayOn(DateOnly.FromDateTime(now.UtcDateTime), _pausedOn[ip.Address]);
        }
    }

    public SendingPause? FindPause(ReputationKey key, DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var pause in _pauses)
            {
                if (pause.Scope == key.Scope && pause.Key == key.Key && pause.Until > now)
                {
                    return pause;
                }
            }

            return null;
        }
    }

    public DeliveryTally TallyOf(ReputationKey key)
    {
        lock (_gate)
        {
            return _tallies.GetValueOrDefault(key);
        }
    }

    public List<IpScore> Scores()
    {
        lock (_gate)
        {
            return
            [
                .. _tallies.Where(pair => pair.Key is { Scope: ReputationScope.Ip, MailboxProvider.Length: > 0 })
                    .Select(pair => new IpScore(pair.Key.Key, pair.Key.MailboxProvider, pair.Value)),
            ];
        }
    }

    public static string QuotaKey(string address, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"warmup/{address}/{now.UtcDateTime:yyyy-MM-dd}");

    private static DateTimeOffset Tomorrow(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    private static bool IsOfAccount(SendingIp ip, SenderAccount account, string? pinned) =>
        pinned is not null ? ip.ProviderName == pinned : ip.Pool == account.ProviderName || ip.ProviderName == account.ProviderName;

    private SendingPause? FindPause(SenderAccount account, DateTimeOffset now) => _pauses.Length == 0
        ? null
        : FindPause(ReputationKey.OfSender(account.Id), now) ?? FindPause(ReputationKey.OfDomain(account.Address), now);

    private bool IsFree(SendingIp ip, DateTimeOffset now) =>
        (_used.Count == 0 || !_used.Contains((ip.Address, DateOnly.FromDateTime(now.UtcDateTime)))) && FindPause(ReputationKey.OfIp(ip.Address), now) is null;

    private SendingWay Choose(ReadOnlySpan<int> candidates, string mailboxProvider, DateTimeOffset now)
    {
        Span<DeliveryTally> tallies = candidates.Length <= MostOnStack ? stackalloc DeliveryTally[candidates.Length] : new DeliveryTally[candidates.Length];
        for (var i = 0; i < tallies.Length; i++)
        {
            tallies[i] = _tallies.GetValueOrDefault(new ReputationKey(ReputationScope.Ip, _ips[candidates[i]].Address, mailboxProvider));
        }

        var ip = _ips[candidates[_router.Choose(tallies)]];
        var volume = VolumeOf(ip, now);
        return new SendingWay
        {
            ProviderName = ip.ProviderName,
            Ip = ip,
            Volume = volume is null ? null : new QuotaUse(new QuotaClaim(QuotaKey(ip.Address, now), volume.Value), Tomorrow(now), ReasonCodes.WarmUp),
        };
    }

    private SendingWay WhenFree(IEnumerable<SendingIp> usable, DateTimeOffset now)
    {
        var (ip, pause) = usable.Select(ip => (ip, Pause: FindPause(ReputationKey.OfIp(ip.Address), now))).MinBy(pair => pair.Pause?.Until ?? Tomorrow(now));
        return pause is null
            ? SendingWay.Wait(Tomorrow(now), ReasonCodes.WarmUp, ip.Address)
            : SendingWay.Wait(pause.Until, ReasonCodes.SendingPaused, $"{pause.Scope} {pause.Key}: {pause.Reason}");
    }

    private int? VolumeOf(SendingIp ip, DateTimeOffset now)
    {
        if (ip.WarmUp is not { } warmUp)
        {
            return null;
        }

        var day = warmUp.DayOn(DateOnly.FromDateTime(now.UtcDateTime), _pausedOn[ip.Address]);
        return day < 1 ? 0 : warmUp.Plan.VolumeOn(day);
    }

    private bool IsWarmingUp(ReputationKey key, DateTimeOffset now) =>
        key.Scope == ReputationScope.Ip && Array.Find(_ips, ip => ip.Address == key.Key) is { WarmUp: not null } ip && VolumeOf(ip, now) is not null;

    private void Add(ReputationKey key, DeliveryTally tally, DateTimeOffset now)
    {
        _tallies[key] = _tallies.GetValueOrDefault(key) + tally;
        var unshared = (key, DeliveryCount.PeriodOf(now));
        _unshared[unshared] = _unshared.GetValueOrDefault(unshared) + tally;
    }
}
