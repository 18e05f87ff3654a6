using System.Net;
using Microsoft.Extensions.Options;

namespace Outreach.Events.RabbitMq;

/// <summary>Checks spans of time and relations between settings.</summary>
internal sealed class RabbitMqOptionsRules : IValidateOptions<RabbitMqOptions>
{
    public ValidateOptionsResult Validate(string? name, RabbitMqOptions options)
    {
        var errors = new List<string>();
        if (!options.UseTls && !IsThisMachine(options.HostName))
        {
            errors.Add($"RabbitMqOptions.UseTls is false, but '{options.HostName}' is another machine: passwords and events would cross the network in "
                + "clear. Use TLS (port 5671), or a broker on localhost.");
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromMinutes(5))
        {
            errors.Add($"RabbitMqOptions.Timeout ({options.Timeout}) must be between 00:00:01 and 00:05:00.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
