using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Samples;

/// <summary>Imports a CSV file into the sample's database.</summary>
internal static class ImportCommand
{
    private static readonly Option<bool> NoHeader = new("--no-header") { Description = "The file's first row is a contact, not a header." };
    private static readonly Argument<string> FileArgument = new("file")
    {
        Description = "The CSV file; the contacts of the sample if none is given.",
        DefaultValueFactory = static _ => ContactFile.DefaultPath,
    };

    public static Command Create()
    {
        var command = SampleCommand.Create("import", "Import contacts from a CSV file.", ExecuteAsync, NoHeader);
        command.Add(FileArgument);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var folder = SampleCommand.OpenFolder(result);
        await using var services = SampleHost.Build(folder, new MailFolder(folder.MailPath), port: 25);
        var totals = await services.GetRequiredService<ContactFile>()
            .ImportAsync(result.GetValue(FileArgument)!, !result.GetValue(NoHeader), Console.WriteLine, cancellationToken);
        Console.WriteLine($"{totals.Created} contacts created, {totals.Matched} matched, {totals.Rejected} rejected");
        return 0;
    }
}
