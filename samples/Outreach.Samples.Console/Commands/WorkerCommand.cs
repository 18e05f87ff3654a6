using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Samples;

/// <summary>Sends for a run that another process drives, until that process ends.</summary>
internal static class WorkerCommand
{
    private static readonly Option<int> Receiver = new("--receiver") { Description = "Port of the mail server.", Required = true };

    public static Command Create()
    {
        var command = SampleCommand.Create("worker", "Send for a run of another process.", ExecuteAsync, Receiver);
        command.Hidden = true;
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        await using var services = SampleHost.Build(SampleCommand.OpenFolder(result), mail: null, result.GetValue(Receiver));
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // The driving process holds the other end: it is closed when that process wants this one to stop, or is gone.
        var closed = Task.Run(
            async () =>
            {
                await Console.In.ReadToEndAsync(CancellationToken.None);
                await stopped.CancelAsync();
            },
            CancellationToken.None);
        try
        {
            await services.GetRequiredService<VirtualWorker>().RunAsync(stopped.Token);
        }
        catch (OperationCanceledException) when (closed.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            // What was in hand is finished and recorded.
        }

        return 0;
    }
}
