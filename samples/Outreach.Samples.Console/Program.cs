using System.CommandLine;
using System.Text;
using Outreach.Samples;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var root = new RootCommand("Runs a whole outreach campaign on this machine: 200 contacts, three messages, 30 days in virtual time.")
{
    SampleCommand.DataOption,
    SampleCommand.PostgresOption,
    RunCommand.Create(),
    ImportCommand.Create(),
    PreviewCommand.Create(),
    StatusCommand.Create(),
    ForecastCommand.Create(),
    WhyCommand.Create(),
    CheckDomainCommand.Create(),
    WarmUpCommand.Create(),
    AdviseCommand.Create(),
    SendCommand.Create(),
    CheckProviderCommand.Create(),
    ReceiverCommand.Create(),
    WorkerCommand.Create(),
};
foreach (var option in RunCommand.Options)
{
    root.Add(option);
}

root.SetAction(static (result, cancellationToken) => SampleCommand.RunAsync(result, RunCommand.ExecuteAsync, cancellationToken));
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
return await root.Parse(args).InvokeAsync(configuration);
