using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Providers.AmazonSes.Tests;

/// <summary>An SNS with a certificate of its own, behind the HTTP client that asks SNS for it.</summary>
internal sealed class SnsFixture : HttpMessageHandler
{
    public const string Topic = "arn:aws:sns:eu-west-1:123456789012:ses-events";
    private readonly RSA _key = RSA.Create(2_048);
    private readonly ServiceProvider _services;
    private string _pem;

    public SnsFixture(Action<AmazonSesOptions>? configure = null)
    {
        _pem = Certificate("sns.amazonaws.com", TimeSpan.FromDays(30));
        var services = new ServiceCollection();
        services.AddOutreach().AddAmazonSes("primary", options =>
        {
            options.Region = "eu-west-1";
            options.TopicArns.Add(Topic);
            configure?.Invoke(options);
        });
        services.AddHttpClient("Outreach.AmazonSes.Sns:primary").ConfigurePrimaryHttpMessageHandler(() => this);
        _services = services.BuildServiceProvider();
    }

    /// <summary>Gets the addresses that were asked for.</summary>
    public List<string> Asked { get; } = [];

    public void UseCertificate(string name, TimeSpan left) => _pem = Certificate(name, left);

    public Dictionary<string, string> Notification(string message) => new(StringComparer.Ordinal)
    {
        ["Type"] = "Notification",
        ["MessageId"] = "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        ["TopicArn"] = Topic,
        ["Message"] = message,
        ["Timestamp"] = "2026-03-02T09:00:00.000Z",
        ["SignatureVersion"] = "2",
        ["SigningCertURL"] = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
        ["UnsubscribeURL"] = "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe",
    };

    public Task<WebhookReading> PostAsync(Dictionary<string, string> message, bool sign = true)
    {
        if (sign)
        {
            var text = string.Concat(new[] { "Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type" }
                .Where(message.ContainsKey).Select(name => $"{name}\n{message[name]}\n"));
            message["Signature"] = Convert.ToBase64String(_key.SignData(
                Encoding.UTF8.GetBytes(text), message["SignatureVersion"] == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }

        return PostAsync(JsonSerializer.Serialize(message));
    }

    public Task<WebhookReading> PostAsync(string body) => _services.GetRequiredKeyedService<IProviderWebhook>("primary")
        .ReadAsync(new WebhookRequest { Body = Encoding.UTF8.GetBytes(body) }, TestContext.Current.CancellationToken).AsTask();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add(request.RequestUri!.AbsoluteUri);
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(_pem) });
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _key.Dispose();
        }

        base.Dispose(disposing);
    }

    private string Certificate(string name, TimeSpan left)
    {
        var request = new CertificateRequest("CN=" + name, _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-60), now + left);
        return certificate.ExportCertificatePem();
    }
}
