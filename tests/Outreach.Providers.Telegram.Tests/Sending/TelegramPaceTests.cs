using Outreach.Sequencing;

namespace Outreach.Providers.Telegram.Tests;

public sealed class TelegramPaceTests
{
    [Fact]
    public void Requests_AreSpreadOverTheSecond()
    {
        var time = new VirtualTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var pace = new TelegramPace(20, time);
        Task[] waits = [.. Enumerable.Range(0, 11).Select(_ => pace.WaitAsync(CancellationToken.None))];

        var done = new List<int>();
        for (var step = 0; step <= 10; step++)
        {
            done.Add(waits.Count(static wait => wait.IsCompletedSuccessfully));
            time.Advance(TimeSpan.FromMilliseconds(50));
        }

        Assert.Equal(Enumerable.Range(1, 11), done);
    }
}
