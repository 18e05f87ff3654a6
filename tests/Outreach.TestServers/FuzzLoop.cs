using System.Globalization;
using Xunit;

namespace Outreach.TestServers;

/// <summary>The loop of fuzz tests. OUTREACH_FUZZ_ITERATIONS sets how many inputs each gets; a failure names the seed of its input.</summary>
public static class FuzzLoop
{
    public static int Iterations { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("OUTREACH_FUZZ_ITERATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : 20_000;

    /// <summary>Checks inputs made from seeds 0, 1, 2, …: no exception, no more memory than allowed, no hang.</summary>
    /// <param name="make">Makes the input of a seed.</param>
    /// <param name="check">Reads the input and checks what must hold.</param>
    /// <param name="size">How long an input is.</param>
    /// <param name="show">The input as text for the failure.</param>
    public static async Task RunAsync<T>(Func<int, T> make, Action<T> check, Func<T, int> size, Func<T, string> show)
    {
        var run = new FuzzRun<T>(check, size);
        var loop = Task.Run(() =>
        {
            for (var seed = 0; seed < Iterations; seed++)
            {
                var input = make(seed);
                try
                {
                    run.Check(seed, input);
                }
                catch (Exception exception)
                {
                    throw new InvalidOperationException($"seed {seed}: {show(input)}", exception);
                }
            }
        });
        await run.WaitAsync(loop);
        TestContext.Current.TestOutputHelper!.WriteLine($"{Iterations} inputs, {run}");
    }
}
