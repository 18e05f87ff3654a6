namespace Outreach;

/// <summary>Checks the sender accounts of a campaign.</summary>
internal sealed class SenderChecks(ProviderDirectory providers)
{
    public IEnumerable<LaunchFinding> Check(CampaignRuntime runtime)
    {
        foreach (var id in runtime.Campaign.SenderAccountIds)
        {
            if (runtime.FindSender(id) is not { } sender)
            {
                yield return Error("sender_missing", $"Sender account {id} does not exist.", "Save it, or leave it out of the campaign.");
                continue;
            }

            if (!sender.IsActive)
            {
                yield return Error("sender_inactive", $"Sender account '{sender.DisplayName}' is not active.", "Activate it, or leave it out of the campaign.");
            }

            if (providers.Find(sender.ProviderName) is { } provider)
            {
                if (provider.Channel != sender.Channel)
                {
                    yield return Error(
                        "provider_channel",
                        $"Sender account '{sender.DisplayName}' is for {sender.Channel}, but its provider '{sender.ProviderName}' serves {provider.Channel}.",
                        "Correct Channel or ProviderName of the account.");
                }
            }
            else
            {
                yield return Error(
                    "provider_missing",
                    $"Sender account '{sender.DisplayName}' sends through the provider '{sender.ProviderName}', which is not registered.",
                    $"Add it, for example with AddSmtp(\"{sender.ProviderName}\", …).");
            }

            foreach (var problem in SenderAccountRules.FindProblems(sender))
            {
                yield return Error("sender_invalid", problem, "Correct the sender account and save it again.");
            }
        }
    }

    private static LaunchFinding Error(string code, string message, string fix) =>
        new() { Severity = LaunchSeverity.Error, Code = code, Message = message, Fix = fix };
}
