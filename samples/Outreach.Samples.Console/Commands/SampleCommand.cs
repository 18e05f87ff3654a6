using System.CommandLine;

namespace Outreach.Samples;

/// <summary>What all sub-commands share: the data folder, and failures as one sentence.</summary>
internal static class SampleCommand
{
    /// <summary>The environment variable with the connection string: a command line can be read by everybody on the machine.</summary>
    public const string PostgresVariable = "OUTREACH_POSTGRES";

    public static Option<string> DataOption { get; } = new("--data")
    {
        Description = "Folder for the database and the messages.",
        DefaultValueFactory = static _ => "outreach-sample",
        Recursive = true,
    };

    public static Option<string?> PostgresOption { get; } = new("--postgres")
    {
        Description = $"Connection string of a PostgreSQL database, in place of the SQLite file (or {PostgresVariable}).",
        DefaultValueFactory = static _ => Environment.GetEnvironmentVariable(PostgresVariable),
        Recursive = true,
    };

    public static SampleFolder OpenFolder(ParseResult result) => SampleFolder.Open(result.GetValue(DataOption)!, result.GetValue(PostgresOption));

    /// <summary>Makes a sub-command that tells of failures in a sentence and an exit code.</summary>
    public static Command Create(string name, string description, Func<ParseResult, CancellationToken, Task<int>> action, params Option[] options)
    {
        var command = new Command(name, description);
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction((result, cancellationToken) => RunAsync(result, action, cancellationToken));
        return command;
    }

    public static async Task<int> RunAsync(ParseResult result, Func<ParseResult, CancellationToken, Task<int>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await action(result, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped. Everything that happened is recorded; run the command again to go on.");
            return 130;
        }
        catch (Exception exception) when (Failures.Describe(exception, Path.GetFullPath(result.GetValue(DataOption)!)) is { } failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
    }
}
