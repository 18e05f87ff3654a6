namespace Outreach;

/// <summary>What a gate says of a message. The default value admits it.</summary>
public readonly record struct GateAnswer
{
    private GateAnswer(GateAction action, DateTimeOffset until, DecisionReason reason)
    {
        Action = action;
        Until = until;
        Reason = reason;
    }

    /// <summary>Gets the answer that lets a message go.</summary>
    public static GateAnswer Admit => default;

    /// <summary>Gets what shall happen.</summary>
    public GateAction Action { get; }

    /// <summary>Gets the earliest time to ask again, for <see cref="GateAction.Defer"/>.</summary>
    public DateTimeOffset Until { get; }

    /// <summary>Gets why.</summary>
    public DecisionReason Reason { get; }

    /// <summary>Makes an answer that puts a message off.</summary>
    public static GateAnswer Defer(DateTimeOffset until, DecisionReason reason) => new(GateAction.Defer, until, reason);

    /// <summary>Makes an answer that ends the participant's sequence.</summary>
    public static GateAnswer Refuse(DecisionReason reason) => new(GateAction.Refuse, default, reason);
}
