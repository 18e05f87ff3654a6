using System.Buffers;
using BenchmarkDotNet.Attributes;
using Google.Apis.Auth.OAuth2;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Benchmarks.Mime;
using Outreach.Testing;

namespace Outreach.Benchmarks.Providers;

/// <summary>
/// One send of the reference mail, or of a chat message of 470 characters, through each provider on HTTP, up to a client that takes the body and answers at
/// once: what building a request and reading its answer cost. The floor is the same client asked without a provider.
/// </summary>
[MemoryDiagnoser]
public class HandOverBenchmarks : IDisposable
{
    private readonly ArrayBufferWriter<byte> _message = new(64 * 1024);
    private readonly OutgoingEmail _email = new();
    private readonly OutgoingChatMessage _chat = new();
    private readonly ServiceProvider _services;
    private readonly ByteArrayContent _content;
    private readonly HttpMessageInvoker _bare = new(new SinkHandler("{}"));

    public HandOverBenchmarks()
    {
        MixedMail.WriteNewsletter(ReferenceMail.Prepare(), _message);
        _content = new ByteArrayContent(_message.WrittenSpan.ToArray());
        _email.Attempt = new AttemptId(new Guid("0198f6e2-0000-7000-8000-000000000001"), 1);
        _email.EnvelopeRecipient = ReferenceMail.To.Address.ToString();
        _email.EnvelopeSender = "bounces@example.com";
        _email.MessageId = "<1@example.com>";
        _email.Content = _message.WrittenMemory;
        _chat.Attempt = _email.Attempt;
        _chat.Channel = Channel.Telegram;
        _chat.Recipient = "12345";
        _chat.Text = string.Join('\n', Enumerable.Repeat("Hello Bob, this is a line of a chat message of about five hundred characters.", 6));

        var services = new ServiceCollection();
        services.AddOutreach()
            .AddSendGrid("sendgrid", static options => options.ApiKey = "SG.key")
            .AddMailgun("mailgun", static options => (options.ApiKey, options.Domain) = ("key", "mg.example.com"))
            .AddAmazonSes("ses", static options => (options.Region, options.Credentials) = ("eu-west-1", new Amazon.Runtime.BasicAWSCredentials("AKIDEXAMPLE", "secret")))
            .AddMailchimpTransactional("mailchimp", static options => options.ApiKey = "key")
            .AddGmail("gmail", static options => options.Credential = GoogleCredential.FromAccessToken("token"))
            .AddTelegram("telegram", static options => (options.Token, options.MessagesPerSecond, options.AllowPaidBroadcast) = ("1:key", null, true))
            .AddMessagingGateway("gateway", static options => options.BaseAddress = new Uri("https://messaging.example.com"));
        Sink(services, "Outreach.SendGrid:sendgrid", "");
        Sink(services, "Outreach.Mailgun:mailgun", """{"id":"<1@example.com>"}""");
        Sink(services, "Outreach.AmazonSes:ses", """{"MessageId":"1"}""");
        Sink(services, "Outreach.MailchimpTransactional:mailchimp", """[{"status":"sent","_id":"1"}]""");
        Sink(services, "Outreach.Gmail:gmail", """{"id":"1","threadId":"1"}""");
        Sink(services, "Outreach.Telegram:telegram", """{"ok":true,"result":{"message_id":1}}""");
        Sink(services, "Outreach.Gateway:gateway", """{"messageId":"1"}""");
        _services = services.BuildServiceProvider();
    }

    [Benchmark(Baseline = true)]
    public async Task<int> BareRequest()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://api.example.com/") { Content = _content };
        using var response = await _bare.SendAsync(request, CancellationToken.None);
        request.Content = null;
        return (int)response.StatusCode;
    }

    [Benchmark]
    public Task<bool> SendGrid() => SendAsync("sendgrid");

    [Benchmark]
    public Task<bool> Mailgun() => SendAsync("mailgun");

    [Benchmark]
    public Task<bool> AmazonSes() => SendAsync("ses");

    [Benchmark]
    public Task<bool> MailchimpTransactional() => SendAsync("mailchimp");

    [Benchmark]
    public Task<bool> Gmail() => SendAsync("gmail");

    [Benchmark]
    public Task<bool> Telegram() => SendAsync("telegram", _chat);

    [Benchmark]
    public Task<bool> MessagingGateway() => SendAsync("gateway", _chat);

    public void Dispose()
    {
        _services.Dispose();
        _bare.Dispose();
        _content.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void Sink(IServiceCollection services, string client, string answer) =>
        services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => new SinkHandler(answer));

    private async Task<bool> SendAsync(string name, OutgoingMessage? message = null)
    {
        var result = await _services.GetRequiredKeyedService<IMessageProvider>(name).SendAsync(message ?? _email, new ProviderAttempt());
        return result.IsAccepted ? true : throw new InvalidOperationException(result.Reply?.Text);
    }
}
