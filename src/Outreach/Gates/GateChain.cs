using System.Collections.Concurrent;

namespace Outreach;

/// <summary>
/// Asks the gates in order, and remembers quotas that the ledger found used up, so that messages that would need them are put off without
/// composing them first.
/// </summary>
internal sealed class GateChain
{
    private readonly ISendGate[] _gates;
    private readonly ConcurrentDictionary<(Guid Organisation, string Key), DateTimeOffset> _usedUp = new();

    public GateChain(IEnumerable<ISendGate> gates) => _gates = [new SuppressionGate(), .. gates];

    public GateAnswer Check(GateContext context)
    {
        foreach (var gate in _gates)
        {
            var answer = gate.Check(context);
            if (answer.Action != GateAction.Admit)
            {
                return answer;
            }
        }

        if (_usedUp.IsEmpty)
        {
            return GateAnswer.Admit;
        }

        foreach (var use in context.Uses)
        {
            if (_usedUp.TryGetValue((context.Campaign.OrganisationId, use.Claim.Key), out var until) && until > context.Now)
            {
                return Deferral(use);
            }
        }

        return GateAnswer.Admit;
    }

    /// <summary>Learns that the ledger refused a quota, and tells what follows for the message.</summary>
    public GateAnswer Exhausted(GateContext context, string? quotaKey)
    {
        foreach (var use in context.Uses)
        {
            if (string.Equals(use.Claim.Key, quotaKey, StringComparison.Ordinal))
            {
                Remember(context, use);
                return Deferral(use);
            }
        }

        throw new InvalidOperationException($"The ledger refused the quota '{quotaKey}', which no gate has claimed.");
    }

    private void Remember(GateContext context, QuotaUse use)
    {
        foreach (var (key, until) in _usedUp)
        {
            if (until <= context.Now)
            {
                _usedUp.TryRemove(key, out _);
            }
        }

        _usedUp[(context.Campaign.OrganisationId, use.Claim.Key)] = use.AvailableAgain;
    }

    private static GateAnswer Deferral(QuotaUse use) => GateAnswer.Defer(use.AvailableAgain, new DecisionReason(use.ReasonCode, use.Claim.Key));
}
