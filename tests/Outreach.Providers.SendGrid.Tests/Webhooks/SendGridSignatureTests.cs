using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.TestServers;

namespace Outreach.Providers.SendGrid.Tests;

public sealed class SendGridSignatureTests : IDisposable
{
    private const string Timestamp = "1600112502";
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Vectors_OfSendGrid_VerifyAsTheySay()
    {
        using var vectors = ConformanceCorpus.Json("webhooks", "vectors.json");
        var vector = vectors.RootElement.GetProperty("sendgrid").GetProperty("positive")[0];
        var (key, stamp, signature) = (vector.GetProperty("public_key").GetString()!, vector.GetProperty("timestamp").GetString()!, vector.GetProperty("signature").GetString()!);
        var body = vector.GetProperty("body_base64").GetBytesFromBase64();
        using var verifier = new SendGridSignature(key);

        Assert.True(verifier.Verify(signature, stamp, body));
        Assert.False(verifier.Verify(signature, stamp, body.AsSpan()[..^2]));
        Assert.False(verifier.Verify(signature, stamp, [.. body[..^2], (byte)'\n']));
        Assert.False(verifier.Verify(signature, "timestamp", body));
        Assert.False(verifier.Verify(signature, stamp, "payload"u8));
        foreach (var negative in vectors.RootElement.GetProperty("sendgrid").GetProperty("negative").EnumerateArray())
        {
            if (negative.TryGetProperty("signature", out var other))
            {
                Assert.False(verifier.Verify(other.GetString()!, stamp, body));
            }

            if (negative.TryGetProperty("public_key", out var otherKey))
            {
                using var otherVerifier = new SendGridSignature(otherKey.GetString()!);
                Assert.False(otherVerifier.Verify(signature, stamp, body));
            }
        }

        AssertEveryFlipIsRejected(verifier, Convert.FromBase64String(signature), stamp, body);
    }

    [Fact]
    public void Signature_WithAnySingleBitChanged_IsRejected()
    {
        var body = "[{\"event\":\"delivered\"}]\r\n"u8.ToArray();
        using var verifier = new SendGridSignature(Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo()));

        AssertEveryFlipIsRejected(verifier, Sign(body), Timestamp, body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base64")]
    [InlineData("AAAA")]
    public async Task Request_WithoutAProperSignature_IsForged(string signature)
    {
        var reading = await ReadAsync("[]"u8.ToArray(), signature);

        Assert.Equal((WebhookVerdict.Forged, false), (reading.Verdict, reading.IsSuccess));
    }

    [Fact]
    public async Task Request_WhenNoKeyIsSet_IsForged()
    {
        using var services = Services(null);
        var webhook = services.GetRequiredKeyedService<IProviderWebhook>("primary");

        var reading = await webhook.ReadAsync(new WebhookRequest { Body = "[]"u8.ToArray() }, TestContext.Current.CancellationToken);

        Assert.Equal(WebhookVerdict.Forged, reading.Verdict);
        Assert.Contains("WebhookVerificationKey", reading.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("")]
    public async Task Request_SignedButNoArray_IsMalformed(string body) =>
        Assert.Equal(WebhookVerdict.Malformed, (await ReadAsync(Encoding.UTF8.GetBytes(body))).Verdict);

    [Fact]
    public async Task Events_AreMappedToOneShape_AndBadOnesDoNotKeepBackTheOthers()
    {
        const string attempt = "\"outreach_attempt\":\"0198f6e2000070008000000000000001-2\"";
        var reading = await ReadAsync(Encoding.UTF8.GetBytes($$"""
            [{"email":"bob@gmail.com","event":"delivered","timestamp":1600112502,"response":"250 2.0.0 OK 1600112502 x","sg_message_id":"m1",{{attempt}}},
             {"email":"bob@gmail.com","event":"bounce","type":"bounce","timestamp":1600112503,"reason":"550 5.1.1 The email account does not exist","status":"5.1.1","sg_message_id":"m1",{{attempt}}},
             {"email":"bob@gmail.com","event":"bounce","type":"blocked","timestamp":1600112504,"reason":"421 too many","sg_message_id":"m1",{{attempt}}},
             {"email":"bob@gmail.com","event":"open","timestamp":"soon","sg_message_id":"m1"}, 7, null,
             {"email":"bob@gmail.com","event":"click","timestamp":1600112505,"url":"https://example.com/a","sg_message_id":"m1",{{attempt}}},
             {"email":"bob@gmail.com","event":"spamreport","timestamp":1600112506,"sg_message_id":"m1",{{attempt}}},
             {"email":"bob@gmail.com","event":"dropped","reason":"Unsubscribed Address","timestamp":1600112507,"sg_message_id":"m2","outreach_attempt":"nonsense"},
             {"email":"bob@gmail.com","event":"processed","timestamp":1600112501,"sg_message_id":"m1"}]
            """));

        Assert.Equal(WebhookVerdict.Accepted, reading.Verdict);
        Assert.Equal(
            [DeliveryEventType.Delivered, DeliveryEventType.HardBounced, DeliveryEventType.SoftBounced, DeliveryEventType.Clicked, DeliveryEventType.Complained, DeliveryEventType.Unsubscribed],
            reading.Events.Select(one => one.Type));
        var (delivered, bounced) = (reading.Events[0], reading.Events[1]);
        Assert.Equal(new AttemptId(new Guid("0198f6e2-0000-7000-8000-000000000001"), 2), delivered.Attempt);
        Assert.Equal((250, "2.0.0", "250 2.0.0 OK 1600112502 x", "m1"), (delivered.Reply!.Code, delivered.Reply.EnhancedCode, delivered.Reply.Text, delivered.Reply.ProviderMessageId));
        Assert.Equal((550, "5.1.1"), (bounced.Reply!.Code, bounced.Reply.EnhancedCode));
        Assert.Equal(MailboxProviderNames.Gmail, delivered.MailboxProvider);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1600112502), delivered.At);
        Assert.Equal("https://example.com/a", reading.Events[3].Detail);
        Assert.Null(reading.Events[5].Attempt);
        Assert.Equal(reading.Events.Count, reading.Events.Select(one => one.Key).Distinct().Count());
    }

    [Fact]
    public async Task Events_ReportedAgain_HaveTheSameKey()
    {
        const string first = """[{"email":"a@b.c","event":"open","timestamp":1600112502,"sg_message_id":"m1","sg_event_id":"one"}]""";
        var again = first.Replace("one", "two", StringComparison.Ordinal);

        Assert.Equal((await ReadAsync(Encoding.UTF8.GetBytes(first))).Events[0].Key, (await ReadAsync(Encoding.UTF8.GetBytes(again))).Events[0].Key);
    }

    private static void AssertEveryFlipIsRejected(SendGridSignature verifier, byte[] signature, string stamp, byte[] body)
    {
        Assert.True(verifier.Verify(Convert.ToBase64String(signature), stamp, body));
        foreach (var changed in BitFlips.Of(signature))
        {
            Assert.False(verifier.Verify(Convert.ToBase64String(changed), stamp, body));
        }

        foreach (var changed in BitFlips.Of(body))
        {
            Assert.False(verifier.Verify(Convert.ToBase64String(signature), stamp, changed));
        }

        foreach (var changed in BitFlips.Of(Encoding.ASCII.GetBytes(stamp)))
        {
            Assert.False(verifier.Verify(Convert.ToBase64String(signature), Encoding.Latin1.GetString(changed), body));
        }
    }

    private byte[] Sign(byte[] body) => _key.SignData([.. Encoding.ASCII.GetBytes(Timestamp), .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private async Task<WebhookReading> ReadAsync(byte[] body, string? signature = null)
    {
        using var services = Services(Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo()));
        var webhook = services.GetRequiredKeyedService<IProviderWebhook>("primary");
        return await webhook.ReadAsync(
            new WebhookRequest
            {
                Headers = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["x-twilio-email-event-webhook-signature"] = signature ?? Convert.ToBase64String(Sign(body)),
                    ["X-Twilio-Email-Event-Webhook-Timestamp"] = string.Create(CultureInfo.InvariantCulture, $"{Timestamp}"),
                },
                Body = body,
            },
            TestContext.Current.CancellationToken);
    }

    private static ServiceProvider Services(string? key)
    {
        var services = new ServiceCollection();
        services.AddOutreach().AddSendGrid("primary", options =>
        {
            options.ApiKey = SendGridFixture.ApiKey;
            options.WebhookVerificationKey = key;
        });
        return services.BuildServiceProvider();
    }
}
