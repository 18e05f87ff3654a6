using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Mime;
using Outreach.Providers.Smtp;

namespace Outreach.Samples;

/// <summary>Sends one real message over a real SMTP server or email service: a campaign of one contact and one step, in real time, kept in memory.</summary>
internal static class SendCommand
{
    private static readonly Option<string?> Service = Setting("--provider", $"In place of an SMTP server: {string.Join(", ", RealProvider.EmailKinds)}, or direct for the recipient's own mail server", "OUTREACH_PROVIDER");
    private static readonly Option<string?> Host = Setting("--host", "Name of the SMTP server", "OUTREACH_SMTP_HOST");
    private static readonly Option<string?> Port = Setting("--port", "Its port: usually 465 for implicit TLS, 587 for STARTTLS", "OUTREACH_SMTP_PORT");
    private static readonly Option<string?> Security = Setting("--security", "tls (the default), starttls or none", "OUTREACH_SMTP_SECURITY");
    private static readonly Option<string?> User = Setting("--user", "User name", "OUTREACH_SMTP_USER");
    private static readonly Option<string?> Password = Setting("--password", "Password; better given by the environment", "OUTREACH_SMTP_PASSWORD");
    private static readonly Option<string?> From = Setting("--from", "Your address", "OUTREACH_FROM");
    private static readonly Option<string?> To = Setting("--to", "The recipient's address", "OUTREACH_TO");
    private static readonly Option<string> Subject = new("--subject") { Description = "Subject.", DefaultValueFactory = static _ => "A test message of the Outreach SDK" };

    public static Command Create() =>
        SampleCommand.Create("send", "Send one real message over a real SMTP server or email service, or to the recipient's own mail server.", ExecuteAsync, Service, Host, Port, Security, User, Password, From, To, Subject);

    private static async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var from = Address(result, From);
        var to = Address(result, To);
        if (Value(result, Service) is { } kind && kind != RealProvider.Direct && !RealProvider.EmailKinds.Contains(kind))
        {
            throw new SampleException($"--provider {kind} is no email service; choose one of {string.Join(", ", RealProvider.EmailKinds)}, or direct.");
        }

        var services = new ServiceCollection();
        var builder = services.AddOutreach().UseInMemoryStore();
        _ = Value(result, Service) is { } service ? builder.AddRealProvider(service) : builder.AddSmtp(RealProvider.Name, smtp => Configure(smtp, result));
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IContactStore>()
            .FindOrCreateAsync(Organisation.DefaultId, [new ContactDraft { Email = to }], TimeProvider.System.GetUtcNow(), cancellationToken);
        var sender = new SenderAccount
        {
            Id = Guid.CreateVersion7(),
            OrganisationId = Organisation.DefaultId,
            DisplayName = from,
            Address = from,
            ProviderName = RealProvider.Name,
        };
        await provider.GetRequiredService<ISenderAccountStore>().SaveAsync(sender, cancellationToken);
        var campaigns = provider.GetRequiredService<ICampaignService>();
        var campaign = await campaigns.CreateAsync(DraftFor(result.GetValue(Subject)!, sender.Id), cancellationToken);
        await campaigns.StartAsync(Organisation.DefaultId, campaign, cancellationToken);
        await provider.GetRequiredService<ISendEngine>().RunDueAsync(progress: null, cancellationToken);
        return await TellAsync(provider, campaign, to, result, cancellationToken);
    }

    private static async Task<int> TellAsync(ServiceProvider provider, Guid campaign, string to, ParseResult result, CancellationToken cancellationToken)
    {
        var service = Value(result, Service);
        var host = service ?? Value(result, Host)!;
        var settings = service == RealProvider.Direct ? "OUTREACH_LOCAL_NAME and OUTREACH_DNS in the environment"
            : service is null ? "--host, --port and --security" : $"the settings in the environment (check-provider {service} looks at them)";
        await foreach (var send in provider.GetRequiredService<ISendLedger>().ReadSendsAsync(Organisation.DefaultId, campaign, null, cancellationToken))
        {
            var reply = send.Reply is { } said ? string.Create(CultureInfo.InvariantCulture, $"{said.Code} {said.EnhancedCode} {said.Text}").Trim() : "no answer";
            if (send.State == SendState.Sent)
            {
                Console.WriteLine($"{host} accepted the message to {to}: {reply}");
                return 0;
            }

            throw Refusal(host, service is null ? "--user and the password" : settings, to, send, reply);
        }

        await foreach (var participant in provider.GetRequiredService<IParticipantStore>().ReadAsync(Organisation.DefaultId, campaign, null, cancellationToken))
        {
            // The provider's advice names its options; here the person has command line options.
            var cause = (participant.Reason.Detail ?? participant.Reason.Code).Split(". ", 2)[0].TrimEnd('.');
            throw new SampleException($"{cause}; check {settings}, and your network.", 5);
        }

        throw new SampleException("Nothing was sent.", 5);
    }

    private static SampleException Refusal(string host, string credentials, string to, SendRecord send, string reply) => send switch
    {
        { State: SendState.InDoubt } => new SampleException($"{host} was given the message to {to} and did not answer; look into the recipient's mailbox before you send it again.", 7),
        { Failure: FailureKind.Authentication } => new SampleException($"{host} refused the user name or password ({reply}); check {credentials}.", 6),
        { Failure: FailureKind.RejectedRecipient } => new SampleException($"{host} refused the address {to} ({reply}); check --to.", 5),
        _ => new SampleException($"{host} refused the message ({reply}); what the server says tells what to do.", 5),
    };

    private static CampaignDraft DraftFor(string subject, Guid senderId) => new()
    {
        Name = "One message",
        Stream = MessageStream.Transactional,
        SenderAccountIds = [senderId],
        Steps =
        [
            new SequenceStep
            {
                Variants =
                [
                    new StepVariant
                    {
                        Template = new MessageTemplate
                        {
                            Subject = subject.Replace("{{", "{ {", StringComparison.Ordinal),
                            Text = "Hello,\n\nthis message was sent to {{ contact.email }} by the console sample of the Outreach SDK.\n",
                            Html = "<p>Hello,</p><p>this message was sent to <b>{{ contact.email }}</b> by the console sample of the Outreach SDK.</p>",
                        },
                    },
                ],
            },
        ],
    };

    private static void Configure(SmtpOptions smtp, ParseResult result)
    {
        smtp.Host = Value(result, Host) ?? throw Missing(Host);
        smtp.Security = (Value(result, Security) ?? "tls").ToUpperInvariant() switch
        {
            "TLS" => SmtpSecurity.ImplicitTls,
            "STARTTLS" => SmtpSecurity.StartTls,
            "NONE" => SmtpSecurity.None,
            _ => throw new SampleException("--security is tls, starttls or none."),
        };
        var port = Value(result, Port) ?? (smtp.Security == SmtpSecurity.ImplicitTls ? "465" : "587");
        smtp.Port = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65_536
            ? number
            : throw new SampleException($"{port} is no port; use a number from 1 to 65535 with --port.");
        smtp.UserName = Value(result, User);
        smtp.Password = Value(result, Password);

        // On this machine nobody listens in between; elsewhere a password needs TLS.
        smtp.AllowPlainTextAuthentication = smtp.Security == SmtpSecurity.None && smtp.Host is "localhost" or "127.0.0.1" or "::1";
    }

    private static string Address(ParseResult result, Option<string?> option)
    {
        var text = Value(result, option) ?? throw Missing(option);
        return EmailAddress.TryParse(text, AddressSyntax.Strict, out _, out var error)
            ? text
            : throw new SampleException($"{option.Name} {text} is no mail address: {error.Message}");
    }

    private static SampleException Missing(Option option) => new($"Say {option.Name}: {option.Description}");

    private static Option<string?> Setting(string name, string description, string variable) => new(name)
    {
        Description = $"{description} (or {variable}).",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(variable),
    };

    private static string? Value(ParseResult result, Option<string?> option) => result.GetValue(option) is { Length: > 0 } value ? value : null;
}
