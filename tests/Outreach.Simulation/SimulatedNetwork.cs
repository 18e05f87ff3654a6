namespace Outreach.Simulation;

/// <summary>
/// The way from a worker to the database: a request arrives even if its sender has died meanwhile, and an answer may get lost.
/// </summary>
internal sealed class SimulatedNetwork(SimulatedNode node, TimeProvider nodeClock, SimulatedWorld world)
{
    private const double MeanLatency = 2;

    public async Task<T> CallAsync<T>(string name, Func<Task<T>> execute)
    {
        world.OnAction(node);
        var fate = world.Faults.Call();
        if (fate == CallFate.Late)
        {
            ExecuteLater(execute);
        }
        else
        {
            // On its way: this does not depend on the life of the sender.
            await Task.Delay(world.Faults.Latency(MeanLatency), world.Clock);
        }

        var result = fate is CallFate.Executed or CallFate.Unknown ? await execute() : default;
        world.OnAction(node);
        await Task.Delay(world.Faults.Latency(MeanLatency), nodeClock);
        if (fate == CallFate.Executed)
        {
            return result!;
        }

        world.Note(node.Name, $"{name} times out ({fate})");
        throw new TimeoutException($"The simulated database did not answer ({name}).");
    }

    private void ExecuteLater<T>(Func<Task<T>> execute) =>
        _ = Task.Delay(world.Faults.Latency(MeanLatency * 100), world.Clock).ContinueWith(
            _ => execute(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
