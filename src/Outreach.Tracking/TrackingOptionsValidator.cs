using System.Globalization;
using Microsoft.Extensions.Options;

namespace Outreach.Tracking;

/// <summary>Checks <see cref="TrackingOptions"/>. Its messages never show a key.</summary>
internal sealed class TrackingOptionsValidator : IValidateOptions<TrackingOptions>
{
    private const string HowTo = "Make one with: openssl rand -base64 32";

    public ValidateOptionsResult Validate(string? name, TrackingOptions options)
    {
        var problems = FindProblems(options);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    internal static byte? IdOf(string text) =>
        byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    internal static List<string> FindProblems(TrackingOptions options)
    {
        var problems = new List<string>();
        var ids = new HashSet<byte>();
        foreach (var (name, text) in options.Keys)
        {
            if (IdOf(name) is not { } id)
            {
                problems.Add($"Tracking:Keys has the id '{name}'. Use a number from 0 to 255.");
            }
            else if (!ids.Add(id))
            {
                problems.Add($"Tracking:Keys has the id {id} twice. Give each key an id of its own.");
            }

            CheckKey(name, text, problems);
        }

        CheckCurrent(options, ids, problems);
        return problems;
    }

    private static void CheckKey(string name, string? text, List<string> problems)
    {
        var key = new byte[text?.Length ?? 0];
        if (!Convert.TryFromBase64String(text ?? "", key, out var length))
        {
            problems.Add($"Tracking:Keys:{name} is not base 64. {HowTo}");
        }
        else if (length < TokenKeyRing.MinimumKeySize)
        {
            problems.Add($"Tracking:Keys:{name} has {length} bytes; at least {TokenKeyRing.MinimumKeySize} random bytes are needed. {HowTo}");
        }
        else if (key.AsSpan(0, length).IndexOfAnyExcept(key[0]) < 0)
        {
            problems.Add($"Tracking:Keys:{name} is one byte repeated, which anybody can guess. {HowTo}");
        }
    }

    private static void CheckCurrent(TrackingOptions options, HashSet<byte> ids, List<string> problems)
    {
        if (options.CurrentKeyId is { } current)
        {
            if (current is < 0 or > 255 || !ids.Contains((byte)current))
            {
                problems.Add($"Tracking:CurrentKeyId is {current}, but Tracking:Keys has no key of this id. Add the key or name another.");
            }
        }
        else if (ids.Count > 1)
        {
            problems.Add("Tracking:Keys has several keys. Set Tracking:CurrentKeyId to the one that makes new tokens.");
        }
    }
}
