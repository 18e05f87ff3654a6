using Outreach.Mime;

namespace Outreach;

/// <summary>Checks the values of a sender account.</summary>
internal static class SenderAccountRules
{
    public static IEnumerable<string> FindProblems(SenderAccount sender)
    {
        if (sender.Channel != Channel.Email)
        {
            if (string.IsNullOrWhiteSpace(sender.Address))
            {
                yield return $"Sender account '{sender.DisplayName}' has no address; set the id by which its provider knows it.";
            }
        }
        else if (!EmailAddress.TryParse(sender.Address, AddressSyntax.Strict, out _, out var error))
        {
            yield return $"The address of sender account '{sender.DisplayName}' can't be used: {error}";
        }

        foreach (var (address, use) in new[] { (sender.BounceAddress, "bounce"), (sender.UnsubscribeAddress, "unsubscribe") })
        {
            if (address is not null && !EmailAddress.TryParse(address, AddressSyntax.Strict, out _, out var problem))
            {
                yield return $"The {use} address of sender account '{sender.DisplayName}' can't be used: {problem}";
            }
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(sender.TimeZone, out _))
        {
            yield return $"The time zone '{sender.TimeZone}' of sender account '{sender.DisplayName}' is not known on this machine; use an IANA name such as Europe/Berlin.";
        }

        if (sender.DailyCap is < 1)
        {
            yield return $"The daily cap of sender account '{sender.DisplayName}' must be 1 or more; leave it unset for no limit.";
        }
    }
}
