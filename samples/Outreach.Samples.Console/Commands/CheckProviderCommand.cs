using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach.Samples;

/// <summary>Asks an email service whether the account is set up, and shows the checklist. Nothing is sent.</summary>
internal static class CheckProviderCommand
{
    private static readonly Argument<string> Provider = new("provider") { Description = $"The service: {string.Join(", ", RealProvider.Kinds)}." };
    private static readonly Option<string?> Sender = new("--sender") { Description = "The address that will send." };
    private static readonly Option<Uri?> Webhook = new("--webhook") { Description = "The address at which the host takes the service's events." };

    public static Command Create()
    {
        var command = SampleCommand.Create("check-provider", "Check an account at an email service: credentials, sender, webhook, quota.", ExecuteAsync, Sender, Webhook);
        command.Add(Provider);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddOutreach().AddRealProvider(result.GetValue(Provider)!);
        await using var built = services.BuildServiceProvider();
        var request = new ProviderCheckRequest { SenderAddress = result.GetValue(Sender), WebhookUrl = result.GetValue(Webhook) };
        try
        {
            var findings = await built.GetRequiredKeyedService<IProviderCheck>(RealProvider.Name).CheckAsync(request, cancellationToken);
            foreach (var finding in findings)
            {
                Console.WriteLine($"{Mark(finding.Status)} {finding.Name,-12} {finding.Message}");
            }

            return findings.Any(static finding => finding.Status == ProviderFindingStatus.Failed) ? 1 : 0;
        }
        catch (OptionsValidationException exception)
        {
            throw new SampleException(string.Join(Environment.NewLine, exception.Failures));
        }
    }

    private static string Mark(ProviderFindingStatus status) => status switch
    {
        ProviderFindingStatus.Passed => "[ok]  ",
        ProviderFindingStatus.Warning => "[warn]",
        ProviderFindingStatus.Failed => "[FAIL]",
        _ => "[?]   ",
    };
}
