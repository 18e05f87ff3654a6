namespace Outreach;

/// <summary>Stops whoever is suppressed. First in every chain; not a service, so that no registration can leave it out.</summary>
internal sealed class SuppressionGate : ISendGate
{
    public GateAnswer Check(GateContext context) =>
        context.Leased.IsSuppressed ? GateAnswer.Refuse(new DecisionReason(ReasonCodes.Suppressed)) : GateAnswer.Admit;
}
