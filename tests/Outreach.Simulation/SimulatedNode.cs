namespace Outreach.Simulation;

/// <summary>A process of the simulation. What is brought to a dead one is lost; what is brought to a hanging one waits.</summary>
internal sealed class SimulatedNode(string name)
{
    private readonly Queue<Action> _held = new();

    public string Name { get; } = name;

    public bool IsDead { get; private set; }

    public bool IsHanging { get; private set; }

    public void Kill()
    {
        IsDead = true;
        _held.Clear();
    }

    public void Hang() => IsHanging = true;

    public void WakeUp()
    {
        IsHanging = false;
        while (!IsHanging && _held.TryDequeue(out var action))
        {
            action();
        }
    }

    /// <summary>Lets something happen in the process: a timer fires, an answer arrives.</summary>
    public void Bring(Action action)
    {
        if (IsHanging)
        {
            _held.Enqueue(action);
        }
        else if (!IsDead)
        {
            action();
        }
    }
}
