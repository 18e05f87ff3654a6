using System.Collections.Frozen;

namespace Outreach.Deliverability;

/// <summary>Tells from the name of a mail exchanger, or from what it says first, who runs it. Immutable.</summary>
public sealed class MailboxProviderTable
{
    private static readonly Lazy<MailboxProviderTable> Embedded = new(static () => Parse(EmbeddedText.Lines("mailbox_providers.txt")));

    private readonly FrozenDictionary<string, string> _providers;

    private MailboxProviderTable(FrozenDictionary<string, string> providers) => _providers = providers;

    /// <summary>Gets the table that comes with this package.</summary>
    public static MailboxProviderTable Default => Embedded.Value;

    /// <summary>Reads a table: in each line the end of a host's name and the provider, with a blank between; lines that start with # are skipped.</summary>
    /// <param name="lines">The lines.</param>
    /// <returns>The table.</returns>
    /// <exception cref="FormatException">A line has another form.</exception>
    public static MailboxProviderTable Parse(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var providers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var end, var provider])
            {
                throw new FormatException($"Write the end of a host's name and a provider, such as \"google.com gmail\", in place of \"{line}\".");
            }

            providers[end.Trim('.')] = provider;
        }

        return new MailboxProviderTable(providers.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Finds who runs a mail exchanger.</summary>
    /// <param name="host">Its name.</param>
    /// <returns>The provider, as <see cref="MailboxProviderNames"/> names it, or <see langword="null"/>.</returns>
    public string? FindByHost(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        for (var rest = host.TrimEnd('.'); rest.Length > 0; rest = rest.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? rest[(dot + 1)..] : "")
        {
            if (_providers.TryGetValue(rest, out var provider))
            {
                return provider;
            }
        }

        return null;
    }

    /// <summary>Finds who runs a mail server by its greeting, which names the host: behind exchangers with names of their own, too.</summary>
    /// <param name="greeting">The greeting, such as <c>220 mx.google.com ESMTP</c>.</param>
    /// <returns>The provider, or <see langword="null"/>.</returns>
    public string? FindByGreeting(string greeting)
    {
        ArgumentNullException.ThrowIfNull(greeting);
        return greeting.Split([' ', '-', '\t', '(', ')', '[', ']'], 8, StringSplitOptions.RemoveEmptyEntries)
            .Where(static word => word.Contains('.', StringComparison.Ordinal))
            .Select(FindByHost)
            .FirstOrDefault(static provider => provider is not null);
    }
}
