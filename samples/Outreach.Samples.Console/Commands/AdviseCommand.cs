using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Outreach.Samples;

/// <summary>Says what would make the campaign's mail, or that of a domain, arrive better.</summary>
internal static class AdviseCommand
{
    private static readonly Argument<string?> SubjectArgument = new("subject")
    {
        Description = "A domain, or the name or id of a campaign; the sample's campaign by default.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string[]> Servers = new("--dns") { Description = "A DNS server, as ADDRESS or ADDRESS:PORT; those of the system by default." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the recommendations as JSON." };
    private static readonly Option<string?> Dismiss = new("--dismiss") { Description = "Dismiss the recommendations with this code." };
    private static readonly Option<string> By = new("--by") { Description = "With --dismiss: who decides.", DefaultValueFactory = static _ => Environment.UserName };
    private static readonly Option<string> Reason = new("--reason") { Description = "With --dismiss: why.", DefaultValueFactory = static _ => "dismissed on the command line" };

    public static Command Create()
    {
        var command = SampleCommand.Create(
            "advise", "Say what would make the campaign's mail, or that of a domain, arrive better.", ExecuteAsync, Servers, Json, Dismiss, By, Reason);
        command.Add(SubjectArgument);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var folder = SampleCommand.OpenFolder(result);
        var dns = CheckDomainCommand.MakeResolver(result.GetValue(Servers));
        await using var services = SampleHost.Build(folder, mail: null, port: 25, builder =>
        {
            builder.Services.AddSingleton(dns);
            builder.AddAdvisor();
        });
        await services.GetRequiredService<SampleClock>().RestoreAsync(cancellationToken);
        var advisor = services.GetRequiredService<IAdvisor>();
        var found = await AdviseAsync(services, advisor, result.GetValue(SubjectArgument), folder, cancellationToken);
        if (result.GetValue(Dismiss) is { } code)
        {
            found = await DismissAsync(advisor, found, code, result.GetValue(By)!, result.GetValue(Reason)!, cancellationToken);
        }

        if (result.GetValue(Json))
        {
            Console.WriteLine(AdviceScreen.ToJson(found));
        }
        else
        {
            AdviceScreen.Show(found, AnsiConsole.Console);
        }

        return 0;
    }

    private static async Task<IReadOnlyList<Recommendation>> AdviseAsync(
        ServiceProvider services, IAdvisor advisor, string? subject, SampleFolder folder, CancellationToken cancellationToken)
    {
        var all = folder.HasDatabase ? await services.GetRequiredService<ICampaignService>().ListAsync(Organisation.DefaultId, null, cancellationToken) : [];
        var campaign = all.FirstOrDefault(one => subject is null ? one.Name == SampleContent.CampaignName : one.Name == subject || one.Id.ToString() == subject);
        if (campaign is not null)
        {
            return await advisor.AdviseCampaignAsync(Organisation.DefaultId, campaign.Id, cancellationToken) ?? [];
        }

        if (subject is null || !subject.Contains('.', StringComparison.Ordinal))
        {
            throw new SampleException(subject is null
                ? $"There is no campaign in {folder.Path} yet; start one with run, or give a domain."
                : $"There is no campaign \"{subject}\" in {folder.Path}; give its name or id, or a domain such as example.com.");
        }

        try
        {
            return await advisor.AdviseDomainAsync(Organisation.DefaultId, subject, cancellationToken);
        }
        catch (ArgumentException)
        {
            throw new SampleException($"\"{subject}\" is no domain; give one such as example.com.");
        }
    }

    private static async Task<IReadOnlyList<Recommendation>> DismissAsync(
        IAdvisor advisor, IReadOnlyList<Recommendation> found, string code, string by, string reason, CancellationToken cancellationToken)
    {
        var chosen = found.Where(one => one.Code == code).ToList();
        if (chosen.Count == 0)
        {
            throw new SampleException($"Nothing with the code {code} is recommended; there is {string.Join(", ", found.Select(static one => one.Code).Distinct())}.");
        }

        foreach (var one in chosen)
        {
            await advisor.DismissAsync(Organisation.DefaultId, one.Key, by, reason, cancellationToken);
        }

        var filter = new RecommendationFilter { IncludesDismissed = true };
        var subjects = found.Select(static one => one.Subject).ToHashSet();
        return [.. (await advisor.ListAsync(Organisation.DefaultId, filter, cancellationToken)).Where(one => subjects.Contains(one.Subject))];
    }
}
