using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Samples;

/// <summary>Explains where a contact is in the campaign, and why.</summary>
internal static class WhyCommand
{
    private static readonly Argument<string> ContactArgument = new("contact") { Description = "The contact's mail address." };

    public static Command Create()
    {
        var command = SampleCommand.Create("why", "Explain a contact: what was decided and when, what happened, what comes next.", ExecuteAsync);
        command.Add(ContactArgument);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var folder = SampleCommand.OpenFolder(result);
        if (!folder.HasDatabase)
        {
            throw new SampleException($"There is no campaign in {folder.Path} yet; start one with run.");
        }

        await using var services = SampleHost.Build(folder, new MailFolder(folder.MailPath), port: 25);
        var campaign = await services.GetRequiredService<SampleCampaign>().FindAsync(cancellationToken)
            ?? throw new SampleException($"There is no campaign in {folder.Path} yet; start one with run.");
        await services.GetRequiredService<SampleClock>().RestoreAsync(cancellationToken);
        var address = result.GetValue(ContactArgument)!;
        var contact = await services.GetRequiredService<IContactStore>().FindByEmailAsync(campaign.OrganisationId, address, cancellationToken)
            ?? throw new SampleException($"There is no contact {address}; look into {ContactFile.DefaultPath}.");
        var explanation = await services.GetRequiredService<IDecisionTrace>().ExplainAsync(campaign.OrganisationId, campaign.Id, contact.Id, cancellationToken)
            ?? throw new SampleException($"{address} does not take part in the campaign; start it with run.");
        Show(contact, explanation, Console.Out);
        return 0;
    }

    private static void Show(Contact contact, ParticipantExplanation explanation, TextWriter output)
    {
        var participant = explanation.Participant;
        output.WriteLine($"{contact.Email}: {participant.Status.ToString().ToLowerInvariant()}, since {Time(participant.UpdatedAt)}, because of {participant.Reason}");
        output.WriteLine(explanation.NextStep is { } step
            ? $"Next: {step}, not before {Time(explanation.EarliestAt)} (expected then: {explanation.Expected?.Kind.ToString().ToLowerInvariant()}, {explanation.Expected?.Reason}); "
                + $"the campaign is {explanation.CampaignStatus.ToString().ToLowerInvariant()}"
            : "Next: nothing");
        output.WriteLine();
        foreach (var line in explanation.History)
        {
            var place = line.StepIndex is { } index ? $"step {index + 1}" : "";
            var until = line.Until is { } time ? $" until {Time(time)}" : "";
            output.WriteLine($"  {Time(line.At)}  {place,-7} {line.Code}{until}{(line.Detail is null ? "" : $": {Short(line.Detail)}")}");
        }
    }

    private static string Short(string detail)
    {
        var line = detail.ReplaceLineEndings(" ");
        return line.Length <= 100 ? line : line[..100] + "…";
    }

    private static string Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "-";
}
