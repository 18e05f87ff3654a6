using Outreach.EndToEnd.Tests.Deliveries;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

public sealed class InterruptionTests
{
    [Fact]
    public async Task Run_AfterCtrlC_GoesOnWhereItStopped()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "skipped: signals are sent by kill");
        using var folder = await InterruptAsync();
        var mailed = Directory.GetFiles(folder.File("mail")).Length;
        var status = (await SampleProcess.RunAsync("status", "--data", folder.Path)).AssertSuccess();
        Assert.Equal(mailed, status.Number("Sent in all"));
        Assert.Equal(0, status.Number("In doubt"));

        var second = (await SampleProcess.RunAsync("--data", folder.Path)).AssertSuccess();
        Assert.Equal(0, second.Number("Unfinished"));
        Assert.Equal(0, second.Number("In doubt"));
        DeliveryCheck.AssertNobodyMailedTwice(ArrivedMail.ReadAll(Directory.GetFiles(folder.File("mail"))));
        Assert.Equal(Directory.GetFiles(folder.File("mail")).Length, second.Number("Sent in all"));
    }

    /// <summary>Interrupts a run. On a busy machine the signal may come when all is sent; then another run is interrupted.</summary>
    private static async Task<TemporaryFolder> InterruptAsync()
    {
        for (var tries = 1; ; tries++)
        {
            var folder = new TemporaryFolder();
            using var run = SampleProcess.Start("--data", folder.Path);
            await WaitForMailAsync(folder.File("mail"), run);
            run.Interrupt();
            var stopped = await run.WaitAsync();
            if (stopped.ExitCode != 0 || tries == 10)
            {
                Assert.Equal(130, stopped.ExitCode);
                Assert.Contains("run the command again", stopped.Errors, StringComparison.Ordinal);
                return folder;
            }

            folder.Dispose();
        }
    }

    private static async Task WaitForMailAsync(string folder, SampleProcess process)
    {
        while (!process.HasExited && (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*.eml").Any()))
        {
            await Task.Delay(5);
        }
    }
}
