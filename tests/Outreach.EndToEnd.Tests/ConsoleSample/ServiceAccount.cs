using System.Collections.Concurrent;
using Outreach.Testing;

namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>An account at an email service that is set up well, on a server of this process.</summary>
internal sealed class ServiceAccount : IAsyncDisposable
{
    public const string Sender = "ann@example.com";
    public const string Webhook = "https://app.example.com/hooks";

    /// <summary>The key that verifies the service's events; for this account, whichever the service.</summary>
    public const string WebhookKey = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:events";
    private const string Urls = $$"""{"urls":["{{Webhook}}"]}""";

    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["/v3/mail/send"] = "",
        ["/v3/scopes"] = """{"scopes":["mail.send"]}""",
        ["/v3/whitelabel/domains"] = """[{"domain":"example.com","valid":true}]""",
        ["/v3/user/webhooks/event/settings"] =
            $$"""{"enabled":true,"url":"{{Webhook}}","delivered":true,"deferred":true,"bounce":true,"dropped":true,"spam_report":true}""",
        ["/v3/user/webhooks/event/settings/signed"] = $$"""{"public_key":"{{WebhookKey}}"}""",
        ["/v3/user/credits"] = """{"remain":200,"total":300}""",
        ["/v3/example.com/messages.mime"] = """{"id":"<1@example.com>","message":"Queued. Thank you."}""",
        ["/v3/domains/example.com"] = """{"domain":{"state":"active"}}""",
        ["/v3/domains/example.com/webhooks"] = $$"""{"webhooks":{"delivered":{{Urls}},"permanent_fail":{{Urls}},"temporary_fail":{{Urls}},"complained":{{Urls}} } }""",
        ["/v5/accounts/http_signing_key"] = $$"""{"http_signing_key":"{{WebhookKey}}"}""",
        ["/v2/email/outbound-emails"] = """{"MessageId":"0102018f-abc"}""",
        ["/v2/email/account"] = """{"SendingEnabled":true,"ProductionAccessEnabled":true,"SendQuota":{"Max24HourSend":50000,"SentLast24Hours":10}}""",
        ["/v2/email/identities/example.com"] = """{"VerifiedForSendingStatus":true,"DkimAttributes":{"Status":"SUCCESS"}}""",
        ["/v2/email/configuration-sets/outreach/event-destinations"] =
            $$"""{"EventDestinations":[{"Enabled":true,"MatchingEventTypes":["DELIVERY","BOUNCE","COMPLAINT","DELIVERY_DELAY"],"SnsDestination":{"TopicArn":"{{Topic}}"} }]}""",
        ["/api/1.0/messages/send-raw.json"] = """[{"status":"sent","_id":"abc"}]""",
        ["/api/1.0/users/info.json"] = """{"hourly_quota":250,"backlog":0,"reputation":60}""",
        ["/api/1.0/senders/domains.json"] = """[{"domain":"example.com","valid_signing":true,"verified_at":"2026-01-01 00:00:00"}]""",
        ["/api/1.0/webhooks/list.json"] =
            $$"""[{"url":"{{Webhook}}","auth_key":"{{WebhookKey}}","events":["send","deferral","hard_bounce","soft_bounce","spam","reject"]}]""",
        ["/token"] = """{"access_token":"access","expires_in":3599,"token_type":"Bearer"}""",
        ["/gmail/v1/users/me/profile"] = """{"emailAddress":"ann@example.com"}""",
        ["/gmail/v1/users/me/settings/sendAs"] = """{"sendAs":[{"sendAsEmail":"ann@example.com","isPrimary":true}]}""",
        ["/upload/gmail/v1/users/me/messages/send"] = """{"id":"18f1","threadId":"18f1"}""",
        ["/bot123456:key/getMe"] = """{"ok":true,"result":{"id":123456,"is_bot":true,"username":"ada_bot"} }""",
        ["/bot123456:key/getWebhookInfo"] = $$"""{"ok":true,"result":{"url":"{{Webhook}}","pending_update_count":0} }""",
        ["/api/messaging/send"] = """{"messageId":"1"}""",
    };

    private readonly HttpProviderServer _server;
    private readonly ConcurrentQueue<HttpServerRequest> _requests = [];

    public ServiceAccount() => _server = new HttpProviderServer(Answer);

    /// <summary>Gets what was asked.</summary>
    public IReadOnlyCollection<HttpServerRequest> Requests => _requests;

    public Uri Address => new($"http://127.0.0.1:{_server.Port}");

    /// <summary>Gets the settings of all services; each takes those that it has.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["OUTREACH_PROVIDER_URL"] = Address.ToString(),
        ["OUTREACH_TOKEN_URL"] = new Uri(Address, "token").ToString(),
        ["OUTREACH_GOOGLE_CLIENT_ID"] = "client",
        ["OUTREACH_GOOGLE_CLIENT_SECRET"] = "secret",
        ["OUTREACH_GOOGLE_REFRESH_TOKEN"] = "refresh",
        ["OUTREACH_TELEGRAM_SECRET"] = "secret",
        ["OUTREACH_API_KEY"] = "123456:key",
        ["OUTREACH_API_SECRET"] = "secret",
        ["OUTREACH_DOMAIN"] = "example.com",
        ["OUTREACH_REGION"] = "eu-west-1",
        ["OUTREACH_CONFIGURATION_SET"] = "outreach",
        ["OUTREACH_TOPIC_ARN"] = Topic,
        ["OUTREACH_WEBHOOK_KEY"] = WebhookKey,
        ["OUTREACH_WEBHOOK_URL"] = Webhook,
    };

    public Task<SampleResult> RunAsync(params IEnumerable<string> arguments)
    {
        var sample = SampleProcess.Start(null, arguments, Environment);
        return WaitAsync(sample);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<SampleResult> WaitAsync(SampleProcess sample)
    {
        using (sample)
        {
            return await sample.WaitAsync();
        }
    }

    private HttpServerAnswer Answer(HttpServerRequest request)
    {
        _requests.Enqueue(request);
        return Answers.TryGetValue(request.Path, out var answer) ? new HttpServerAnswer(200, answer) : new HttpServerAnswer(404, "{}");
    }
}
