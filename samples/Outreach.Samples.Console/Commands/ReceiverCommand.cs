using System.CommandLine;

namespace Outreach.Samples;

/// <summary>Runs the mail server alone, in a process of its own, so that it outlives a sender that is killed.</summary>
internal static class ReceiverCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "Port on the loopback address; 0 takes a free one." };
    private static readonly Option<string> Mailbox = new("--mailbox") { Description = "Folder for the messages.", Required = true };
    private static readonly Option<string?> User = new("--user") { Description = "User name that clients must give." };
    private static readonly Option<string?> Password = new("--password") { Description = "Password that goes with it." };

    public static Command Create()
    {
        var command = SampleCommand.Create("receiver", "Run the local mail server alone.", ExecuteAsync, Port, Mailbox, User, Password);
        command.Hidden = true;
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var options = new LocalMailServerOptions { Port = result.GetValue(Port), UserName = result.GetValue(User), Password = result.GetValue(Password) };
        await using var server = LocalMailServer.Start(new MailFolder(result.GetValue(Mailbox)!, isReceiver: true), options);
        Console.WriteLine($"listening on 127.0.0.1:{server.Port}");
        await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(static _ => { }, TaskScheduler.Default);
        return 0;
    }
}
