using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Samples;

/// <summary>Asks an email service whether the account is set up, and shows the checklist. Nothing is sent.</summary>
internal static class CheckProviderCommand
{
    private static readonly Argument<string> Provider = new("provider") { Description = $"The service: {string.Join(", ", RealProvider.Kinds)}." };
    private static readonly Option<string?> Sender = new("--sender") { Description = "The address that will send." };
    private static readonly Option<string?> Webhook = new("--webhook") { Description = "The address at which the host takes the service's events." };

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
        var request = new ProviderCheckRequest { SenderAddress = result.GetValue(Sender), WebhookUrl = WebhookUrl(result) };
        var findings = await built.GetRequiredKeyedService<IProviderCheck>(RealProvider.Name).CheckAsync(request, cancellationToken);
        foreach (var finding in findings)
        {
            Console.WriteLine($"{Mark(finding.Status)} {finding.Name,-12} {finding.Message}");
        }

        return findings.Any(static finding => finding.Status == ProviderFindingStatus.Failed) ? 9 : 0;
    }

    private static Uri? WebhookUrl(ParseResult result) => result.GetValue(Webhook) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? address
        : throw new SampleException($"--webhook {text} is no https address.");

    private static string Mark(ProviderFindingStatus status) => status switch
    {
        ProviderFindingStatus.Passed => "[ok]  ",
        ProviderFindingStatus.Warning => "[warn]",
        ProviderFindingStatus.Failed => "[FAIL]",
        _ => "[?]   ",
    };
}
