using System.Text;

namespace Outreach.Providers.Smtp;

/// <summary>AUTH (RFC 4954) with PLAIN (RFC 4616), LOGIN and XOAUTH2. Never in clear text unless the options say so.</summary>
internal sealed class SmtpAuthenticator(SmtpOptions options)
{
    private const string Hidden = "********";

    // With its line end (RFC 5321 §4.5.3.1.4). Longer answers go alone, where 12,288 octets are allowed (RFC 4954 §4).
    private const int MaxCommandOctets = 512;

    /// <exception cref="SmtpSessionException">The relay does not let us in; the text says what to do.</exception>
    public async Task AuthenticateAsync(SmtpWire wire, SmtpCapabilities capabilities, CancellationToken cancellationToken)
    {
        if (wire.Tls is null && !options.AllowPlainTextAuthentication)
        {
            throw Fail("The connection has no TLS, so the credentials were not sent: set SmtpOptions.Security to ImplicitTls or StartTls.", reply: null);
        }

        if (options.TokenProvider is { } provider)
        {
            if (!capabilities.AuthXOAuth2)
            {
                throw Fail($"The relay does not offer AUTH XOAUTH2 (it offers: {Offer(capabilities)}): use a password, or another relay.", reply: null);
            }

            await AuthenticateWithTokenAsync(wire, provider, cancellationToken).ConfigureAwait(false);
        }
        else if (capabilities.AuthPlain)
        {
            var secret = Base64($"\0{options.UserName}\0{options.Password}");
            var reply = await BeginAsync(wire, "AUTH PLAIN", secret).ConfigureAwait(false);
            Check(wire, reply, "after AUTH PLAIN");
        }
        else if (capabilities.AuthLogin)
        {
            await LoginAsync(wire).ConfigureAwait(false);
        }
        else
        {
            throw Fail($"The relay offers neither AUTH PLAIN nor LOGIN (it offers: {Offer(capabilities)}): check SmtpOptions.Port and Security.", reply: null);
        }
    }

    private static string Offer(SmtpCapabilities capabilities) => capabilities.AuthText.Length == 0 ? "nothing" : capabilities.AuthText;

    private static SmtpSessionException Fail(string sentence, ProviderReply? reply) => new(FailureKind.Authentication, sentence, reply);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task LoginAsync(SmtpWire wire)
    {
        var reply = await SayAsync(wire, "AUTH LOGIN", "AUTH LOGIN").ConfigureAwait(false);
        if (reply.Code == 334)
        {
            reply = await SayAsync(wire, Base64(options.UserName!), Hidden).ConfigureAwait(false);
        }

        if (reply.Code == 334)
        {
            reply = await SayAsync(wire, Base64(options.Password!), Hidden).ConfigureAwait(false);
        }

        Check(wire, reply, "after AUTH LOGIN");
    }

    private async Task AuthenticateWithTokenAsync(SmtpWire wire, ISmtpTokenProvider provider, CancellationToken cancellationToken)
    {
        var refused = false;
        while (true)
        {
            var request = new SmtpTokenRequest { Host = options.Host, UserName = options.UserName!, IsRefused = refused };
            var token = await GetTokenAsync(provider, request, cancellationToken).ConfigureAwait(false);
            var secret = Base64($"user={options.UserName}\u0001auth=Bearer {token}\u0001\u0001");
            var reply = await BeginAsync(wire, "AUTH XOAUTH2", secret).ConfigureAwait(false);
            var challenge = new XOAuth2Challenge();
            if (reply.Code == 334)
            {
                // The challenge says why it failed; an empty answer makes the server finish with its refusal.
                challenge = XOAuth2Challenge.Read(reply.GetText());
                reply = await SayAsync(wire, "", "").ConfigureAwait(false);
            }

            // A cached token may have been withdrawn: a renewed one is tried, once.
            if (reply.Code != 535 || refused || challenge.IsThrottled || challenge.IsServerFault)
            {
                Check(wire, reply, "after AUTH XOAUTH2", token, challenge);
                return;
            }

            refused = true;
        }
    }

    private static async Task<string> GetTokenAsync(ISmtpTokenProvider provider, SmtpTokenRequest request, CancellationToken cancellationToken)
    {
        string token;
        try
        {
            token = await provider.GetTokenAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SmtpSessionException(FailureKind.Authentication, $"The token provider gave no token: {exception.Message}", reply: null, exception);
        }

        return string.IsNullOrEmpty(token) || token.Any(char.IsControl)
            ? throw Fail("The token provider gave a token that is empty or has control characters.", reply: null)
            : token;
    }

    private async Task<SmtpReply> BeginAsync(SmtpWire wire, string command, string secret)
    {
        if (command.Length + 1 + secret.Length + 2 <= MaxCommandOctets)
        {
            return await SayAsync(wire, $"{command} {secret}", $"{command} {Hidden}").ConfigureAwait(false);
        }

        var reply = await SayAsync(wire, command, command).ConfigureAwait(false);
        return reply.Code == 334 ? await SayAsync(wire, secret, Hidden).ConfigureAwait(false) : reply;
    }

    private async Task<SmtpReply> SayAsync(SmtpWire wire, string line, string shown)
    {
        wire.WriteCommand(line, shown);
        await wire.FlushAsync(options.Timeouts.Command).ConfigureAwait(false);
        return await wire.ReadReplyAsync(options.Timeouts.Command, "after AUTH").ConfigureAwait(false);
    }

    private void Check(SmtpWire wire, SmtpReply reply, string when, string? token = null, XOAuth2Challenge? challenge = null)
    {
        if (wire.HasUnreadInput)
        {
            throw new SmtpSessionException(FailureKind.Transient, $"The relay sent a reply that nothing had asked for {when}.");
        }

        if (reply.Code == 235)
        {
            return;
        }

        var provider = reply.ToProviderReply();
        provider = provider with { Text = WithoutSecrets(provider.Text, token) };
        if (reply.Class is not (4 or 5))
        {
            throw Fail($"The relay gave an answer that does not fit {when}.", provider);
        }

        var kind = challenge switch
        {
            { IsThrottled: true } => FailureKind.Throttled,
            { IsServerFault: true } => FailureKind.Transient,
            _ => SmtpFailureTable.Classify(SmtpStage.Authenticate, provider),
        };
        var sentence = kind == FailureKind.Authentication
            ? $"The relay does not accept the credentials{challenge}: check SmtpOptions.UserName and Password or TokenProvider, and whether the account may use SMTP."
            : $"The relay cannot check the credentials now{challenge}.";
        throw new SmtpSessionException(kind, WithoutSecrets(sentence, token), provider);
    }

    /// <summary>A server could repeat what it was sent; its text is kept and shown.</summary>
    private string WithoutSecrets(string text, string? token)
    {
        string?[] secrets = [token, options.Password, options.Password is null ? null : Base64(options.Password), options.Password is null ? null : Base64($"\0{options.UserName}\0{options.Password}")];
        foreach (var secret in secrets)
        {
            if (!string.IsNullOrEmpty(secret))
            {
                text = text.Replace(secret, Hidden, StringComparison.Ordinal);
            }
        }

        return text;
    }
}
