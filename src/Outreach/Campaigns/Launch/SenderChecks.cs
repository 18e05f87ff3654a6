namespace Outreach;

/// <summary>Checks the sender accounts of a campaign.</summary>
internal sealed class SenderChecks(ProviderDirectory providers, ReputationBoard reputation)
{
    public async Task<IReadOnlyList<LaunchFinding>> CheckAsync(CampaignRuntime runtime, CancellationToken cancellationToken)
    {
        var ips = reputation.IsUnused
            ? []
            : (await reputation.GetAsync(runtime.Campaign.OrganisationId, isFresh: true, cancellationToken).ConfigureAwait(false)).Ips;
        return [.. Check(runtime, ips)];
    }

    private IEnumerable<LaunchFinding> Check(CampaignRuntime runtime, IReadOnlyList<SendingIp> ips)
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

            var pool = ips.Where(ip => ip.IsActive && ip.Pool == sender.ProviderName).ToList();
            if (pool.Count > 0 && pool.TrueForAll(ip => ip.Stream != runtime.Campaign.Stream))
            {
                yield return Error(
                    "pool_stream",
                    $"The pool '{sender.ProviderName}' of sender account '{sender.DisplayName}' has no address for {runtime.Campaign.Stream} mail.",
                    "Add an address of that stream to the pool, or use another account: the two streams share no address.");
            }

            if ((pool.Find(ip => ip.Stream == runtime.Campaign.Stream)?.ProviderName ?? sender.ProviderName) is var name && providers.Find(name) is { } provider)
            {
                if (provider.Channel != sender.Channel)
                {
                    yield return Error(
                        "provider_channel",
                        $"Sender account '{sender.DisplayName}' is for {sender.Channel}, but its provider '{name}' serves {provider.Channel}.",
                        "Correct Channel or ProviderName of the account.");
                }
            }
            else
            {
                yield return Error(
                    "provider_missing",
                    $"Sender account '{sender.DisplayName}' sends through the provider '{name}', which is not registered.",
                    $"Add it, for example with AddSmtp(\"{name}\", …).");
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
