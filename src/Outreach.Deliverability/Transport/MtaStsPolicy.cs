using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Outreach.Deliverability;

/// <summary>A policy for encrypted delivery (RFC 8461 §3.2).</summary>
public sealed record MtaStsPolicy : IMailTransportPolicy
{
    private const int MaxLines = 1000;

    // RFC 8461 §3.2.
    private const int MaxAgeSeconds = 31_557_600;

    /// <summary>Gets what senders do where encryption fails.</summary>
    public required MtaStsMode Mode { get; init; }

    /// <summary>Gets how long senders keep the policy, at most a year.</summary>
    public required TimeSpan MaxAge { get; init; }

    /// <summary>Gets the hosts that may take the domain's mail, such as <c>mx1.example.com</c> or <c>*.example.com</c>.</summary>
    public IReadOnlyList<string> MxPatterns { get; init; } = [];

    /// <summary>Reads a policy.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="problem">What is wrong, if it is none.</param>
    /// <returns>Whether it is a policy.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out MtaStsPolicy? policy, out string problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        policy = null;
        var fields = text.Split('\n', MaxLines + 1).Select(line => line.TrimEnd('\r').Split(':', 2)).Where(field => field.Length == 2)
            .Select(field => (Name: field[0].Trim(), Value: field[1].Trim())).ToList();
        var mode = First(fields, "mode") switch
        {
            "enforce" => MtaStsMode.Enforce,
            "testing" => MtaStsMode.Testing,
            "none" => (MtaStsMode?)MtaStsMode.None,
            _ => null,
        };
        var patterns = fields.Where(field => field.Name == "mx").Select(field => field.Value).ToList();
        var hasAge = int.TryParse(First(fields, "max_age"), NumberStyles.None, CultureInfo.InvariantCulture, out var age);
        problem = First(fields, "version") != "STSv1" ? "there is no line \"version: STSv1\""
            : mode is null ? "mode is none of enforce, testing and none"
            : !hasAge || age > MaxAgeSeconds ? $"max_age is no number of seconds up to {MaxAgeSeconds}"
            : patterns.Count == 0 && mode != MtaStsMode.None ? "no mx is named"
            : "";
        if (problem.Length > 0)
        {
            return false;
        }

        policy = new MtaStsPolicy { Mode = mode!.Value, MaxAge = TimeSpan.FromSeconds(age), MxPatterns = patterns };
        return true;
    }

    /// <summary>Says whether a host may take the domain's mail (RFC 8461 §4.1).</summary>
    /// <param name="host">The name in an MX record.</param>
    /// <returns>Whether a pattern names it; an asterisk stands for one label.</returns>
    public bool Allows(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var name = host.TrimEnd('.');
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return MxPatterns.Any(pattern => name.Equals(pattern.TrimEnd('.'), StringComparison.OrdinalIgnoreCase)
            || (dot > 0 && pattern.StartsWith("*.", StringComparison.Ordinal) && name.AsSpan(dot).Equals(pattern.AsSpan(1).TrimEnd('.'), StringComparison.OrdinalIgnoreCase)));
    }

    private static string? First(List<(string Name, string Value)> fields, string name) => fields.Find(field => field.Name == name).Value;
}
