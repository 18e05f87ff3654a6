using System.Globalization;
using Outreach.Sequencing;

namespace Outreach.Simulation;

/// <summary>What an observer outside of all processes knows: what the receiver has taken, who has unsubscribed, what was permitted.</summary>
internal sealed class SimulatedWorld(VirtualTimeProvider clock, Faults faults, Trace trace, Mutant mutant)
{
    private readonly Dictionary<Guid, string> _names = [];
    private readonly Dictionary<string, int> _accepted = new(StringComparer.Ordinal);
    private readonly Dictionary<AttemptId, IReadOnlyList<QuotaClaim>> _claims = [];
    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unsubscribed = new(StringComparer.Ordinal);
    private readonly List<(SimulatedNode Node, IWorkerSession Session)> _sessions = [];

    public VirtualTimeProvider Clock => clock;

    public Faults Faults => faults;

    public Mutant Mutant => mutant;

    public List<string> Violations { get; } = [];

    public bool IsPaused { get; set; }

    /// <summary>Gets or sets what is done when the receiver has taken a message.</summary>
    public Action<AttemptId> OnAccepted { get; set; } = static _ => { };

    /// <summary>Gets or sets what is done when a process does something.</summary>
    public Action<SimulatedNode> OnAction { get; set; } = static _ => { };

    /// <summary>Gets or sets what is done when a participant was leased.</summary>
    public Action<LeasedParticipant> OnLeased { get; set; } = static _ => { };

    /// <summary>Gets how often each message arrived at each recipient.</summary>
    public IReadOnlyDictionary<string, int> Accepted => _accepted;

    /// <summary>A message is the same if it has the same id and recipient: copies have the id of the message that they are copies of.</summary>
    public static string KeyOf(string messageId, string recipient) => messageId + " " + recipient;

    public void Note(string who, string what) => trace.Add(clock.GetUtcNow(), who, what);

    public void Violate(string what)
    {
        Violations.Add(what);
        Note("VIOLATION", what);
    }

    /// <summary>Gives a participant, or one of its sends, a name that is the same in every run.</summary>
    public void Name(Guid id, string name) => _names[id] = name;

    public string NameOf(Guid id) => _names.GetValueOrDefault(id, "?");

    public string NameOf(AttemptId attempt) => string.Create(CultureInfo.InvariantCulture, $"{NameOf(attempt.SendId)} attempt {attempt.Number}");

    public void Opened(SimulatedNode node, IWorkerSession session) => _sessions.Add((node, session));

    /// <summary>The operating system notices the death of a process: its locks are gone.</summary>
    public async Task ReleaseLocksAsync(SimulatedNode node)
    {
        foreach (var (_, session) in _sessions.Where(entry => entry.Node == node).ToList())
        {
            await session.DisposeAsync();
        }
    }

    public void Unsubscribed(string key) => _unsubscribed.Add(key);

    public void Committed(SimulatedNode node, LedgerBatch batch, IReadOnlyList<IntentResult> verdicts)
    {
        foreach (var result in batch.Results)
        {
            Note(node.Name, $"records {NameOf(result.ParticipantId)} attempt {result.Attempt.Number}: {result.Disposition}");
        }

        foreach (var release in batch.Releases)
        {
            Note(node.Name, $"releases {NameOf(release.ParticipantId)}: {release.Transition?.Reason.Code ?? "as it was"}");
        }

        for (var i = 0; i < batch.Intents.Count; i++)
        {
            Asked(node, batch.Intents[i], verdicts[i]);
        }
    }

    public void Received(string key, AttemptId attempt, FailureKind? refusal)
    {
        Note("receiver", $"{NameOf(attempt)}: {refusal?.ToString() ?? "accepted"}");
        if (refusal is not null)
        {
            return;
        }

        var copies = _accepted[key] = _accepted.GetValueOrDefault(key) + 1;
        if (copies > 1)
        {
            Violate($"DUPLICATE: {NameOf(attempt)} arrived {copies} times");
        }

        foreach (var claim in _claims.GetValueOrDefault(attempt, []))
        {
            var used = _used[claim.Key] = _used.GetValueOrDefault(claim.Key) + 1;
            if (used > claim.Limit)
            {
                Violate($"CAP OVERRUN: {used} of {claim.Limit} messages");
            }
        }

        OnAccepted(attempt);
    }

    private void Asked(SimulatedNode node, SendIntent intent, IntentResult verdict)
    {
        var send = intent.Send;
        var attempt = new AttemptId(send.Id, send.Attempt);
        _names.TryAdd(send.Id, $"{NameOf(send.ParticipantId)} step {send.StepIndex}{(send.Role == RecipientRole.To ? "" : " " + send.Role)}");
        Note(node.Name, $"asks for {NameOf(attempt)} at epoch {send.Epoch}: {verdict.Verdict}");
        if (verdict.Verdict != IntentVerdict.Granted)
        {
            return;
        }

        // Asked again after a lost answer, an attempt that was granted stays so.
        if (!_claims.TryAdd(attempt, send.Quotas))
        {
            return;
        }

        if (_unsubscribed.Contains(intent.RecipientKey))
        {
            Violate($"SENT AFTER UNSUBSCRIBE: {NameOf(attempt)}");
        }

        if (IsPaused)
        {
            Violate($"SENT WHILE PAUSED: {NameOf(attempt)}");
        }
    }
}
