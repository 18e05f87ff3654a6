using Xunit;

namespace Outreach.TestServers;

/// <summary>How long tests wait for what must happen. It bounds hangs, and says nothing about speed: a machine that builds and tests may stand still for seconds.</summary>
public static class Patience
{
    /// <summary>Longer than anything takes that does not hang.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until something is so.</summary>
    /// <param name="isSo">Looks.</param>
    /// <param name="what">What did not happen, for the failure.</param>
    public static async Task UntilAsync(Func<Task<bool>> isSo, Func<string> what)
    {
        for (var start = TimeProvider.System.GetTimestamp(); !await isSo();)
        {
            if (TimeProvider.System.GetElapsedTime(start) > Limit)
            {
                throw new TimeoutException(what());
            }

            await Task.Delay(LookAgain, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until something is so.</summary>
    /// <param name="isSo">Looks.</param>
    /// <param name="what">What did not happen, for the failure.</param>
    public static Task UntilAsync(Func<bool> isSo, string what) => UntilAsync(() => Task.FromResult(isSo()), () => what);
}
