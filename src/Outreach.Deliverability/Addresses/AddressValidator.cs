using Outreach.Dns;
using Outreach.Mime;

namespace Outreach.Deliverability;

/// <summary>
/// Says whether addresses can be mailed: syntax, mail server, role, disposable domain, misspelt domain and, only where a probe is given, the
/// mailbox. Safe for concurrent use.
/// </summary>
/// <param name="dns">Asks DNS; <see langword="null"/> to leave mail servers out.</param>
/// <param name="disposable">Domains of disposable addresses; <see langword="null"/> for the list that comes with this package.</param>
/// <param name="probe">Asks mail servers about mailboxes; <see langword="null"/> to ask none.</param>
public sealed class AddressValidator(IDnsResolver? dns = null, DisposableDomains? disposable = null, IMailboxProbe? probe = null)
{
    private readonly MailExchangerResolver? _exchangers = dns is null ? null : new MailExchangerResolver(dns);
    private readonly DisposableDomains _disposable = disposable ?? DisposableDomains.Default;

    /// <summary>Checks an address.</summary>
    /// <param name="address">An address such as <c>ann@example.com</c>.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <returns>What was found out. No text makes it throw.</returns>
    public async Task<AddressValidation> ValidateAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!EmailAddress.TryParse(address.Trim(), AddressSyntax.Strict, out var parsed, out var error))
        {
            return new AddressValidation { Input = address, Verdict = AddressVerdict.Invalid, Issues = [Issue(AddressIssueKind.Syntax, error.Message)] };
        }

        var issues = new List<AddressIssue>();
        CheckWords(parsed, issues);
        var suggestion = DomainTypos.Suggest(parsed.Domain);
        var hosts = await FindHostsAsync(parsed.Domain, issues, cancellationToken).ConfigureAwait(false);
        if (suggestion is not null)
        {
            issues.Add(Issue(AddressIssueKind.Typo, $"Check the domain: {suggestion} was probably meant."));
        }

        if (probe is not null && hosts.Count > 0)
        {
            await ProbeAsync(probe, parsed, hosts, issues, cancellationToken).ConfigureAwait(false);
        }

        return new AddressValidation
        {
            Input = address,
            Address = parsed,
            Verdict = VerdictOf(issues),
            Issues = issues,
            Suggestion = suggestion is null ? null : $"{parsed.ToString()[..parsed.ToString().LastIndexOf('@')]}@{suggestion}",
        };
    }

    private static AddressIssue Issue(AddressIssueKind kind, string message) => new() { Kind = kind, Message = message };

    private static AddressVerdict VerdictOf(List<AddressIssue> issues)
    {
        bool Has(params ReadOnlySpan<AddressIssueKind> kinds)
        {
            foreach (var issue in issues)
            {
                if (kinds.Contains(issue.Kind))
                {
                    return true;
                }
            }

            return false;
        }

        return Has(AddressIssueKind.NoDomain, AddressIssueKind.NoMailServer, AddressIssueKind.MailboxRefused) ? AddressVerdict.Invalid
            : Has(AddressIssueKind.DnsFailed) ? AddressVerdict.Unknown
            : Has(AddressIssueKind.Role, AddressIssueKind.Disposable, AddressIssueKind.Typo, AddressIssueKind.CatchAll) ? AddressVerdict.Risky
            : AddressVerdict.Valid;
    }

    private void CheckWords(EmailAddress address, List<AddressIssue> issues)
    {
        if (RoleNames.Contains(address.LocalPart))
        {
            issues.Add(Issue(AddressIssueKind.Role, $"\"{address.LocalPart}\" is read by several people or by none; write to a person."));
        }

        if (_disposable.Contains(address.Domain))
        {
            issues.Add(Issue(AddressIssueKind.Disposable, $"{address.Domain} gives out addresses to be thrown away."));
        }

        if (address.RequiresSmtpUtf8)
        {
            issues.Add(Issue(AddressIssueKind.International, "Only servers with SMTPUTF8 take a name that is not ASCII."));
        }
    }

    private async Task<IReadOnlyList<string>> FindHostsAsync(string domain, List<AddressIssue> issues, CancellationToken cancellationToken)
    {
        if (_exchangers is null || domain.StartsWith('['))
        {
            return [];
        }

        var answer = await _exchangers.FindAsync(domain, cancellationToken).ConfigureAwait(false);
        var issue = answer.Status switch
        {
            MailExchangerStatus.NoMail => Issue(AddressIssueKind.NoMailServer, $"{domain} says that it takes no mail."),
            MailExchangerStatus.DomainNotFound => Issue(AddressIssueKind.NoDomain, $"{domain} does not exist."),
            MailExchangerStatus.NoServer => Issue(AddressIssueKind.NoMailServer, $"{domain} has no mail server."),
            MailExchangerStatus.TemporaryFailure => Issue(AddressIssueKind.DnsFailed, $"DNS could not be asked for {domain}; check again later."),
            _ => null,
        };
        if (issue is not null)
        {
            issues.Add(issue);
        }

        return [.. answer.Exchangers.Select(static exchanger => exchanger.Host)];
    }

    private static async Task ProbeAsync(IMailboxProbe probe, EmailAddress address, IReadOnlyList<string> hosts, List<AddressIssue> issues, CancellationToken cancellationToken)
    {
        var result = await probe.ProbeAsync(address, hosts, cancellationToken).ConfigureAwait(false);
        switch (result.Outcome)
        {
            case MailboxOutcome.Refused:
                issues.Add(Issue(AddressIssueKind.MailboxRefused, $"The mail server refuses the address: {result.Reply}"));
                break;
            case MailboxOutcome.CatchAll:
                issues.Add(Issue(AddressIssueKind.CatchAll, "The mail server takes any name of this domain."));
                break;
            case MailboxOutcome.Unknown:
                issues.Add(Issue(AddressIssueKind.ProbeFailed, $"The mail server does not say whether the mailbox exists: {result.Reply}"));
                break;
        }
    }
}
