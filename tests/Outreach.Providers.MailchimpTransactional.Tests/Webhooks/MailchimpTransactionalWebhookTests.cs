using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.TestServers;

namespace Outreach.Providers.MailchimpTransactional.Tests;

public sealed class MailchimpTransactionalWebhookTests
{
    private const string Url = "https://app.example.com/hooks/mailchimp?tenant=7";
    private const string Key = "webhook-key";

    [Fact]
    public void Vector_OfMandrill_Verifies_AndNoChangedBitDoes()
    {
        using var vectors = ConformanceCorpus.Json("webhooks", "vectors.json");
        var vector = vectors.RootElement.GetProperty("mandrill").GetProperty("positive")[0];
        var (url, key, signature) = (vector.GetProperty("url").GetString()!, vector.GetProperty("key").GetString()!, vector.GetProperty("signature").GetString()!);
        var fields = MailchimpTransactionalForm.Read(Encoding.ASCII.GetBytes(vector.GetProperty("form_body").GetString()!))!;

        AssertOnlyThisVerifies(key, url, fields, signature);
    }

    [Fact]
    public void Signature_WithAnySingleBitChanged_IsRejected()
    {
        List<(string, string)> fields = [("a", "1"), ("mandrill_events", "[{\"event\":\"open\"}]")];

        AssertOnlyThisVerifies(Key, Url, fields, Sign(Key, fields));
    }

    [Theory]
    [InlineData("send", DeliveryEventType.Delivered)]
    [InlineData("deferral", DeliveryEventType.Deferred)]
    [InlineData("hard_bounce", DeliveryEventType.HardBounced)]
    [InlineData("soft_bounce", DeliveryEventType.SoftBounced)]
    [InlineData("reject", DeliveryEventType.SoftBounced)]
    [InlineData("open", DeliveryEventType.Opened)]
    [InlineData("click", DeliveryEventType.Clicked)]
    [InlineData("spam", DeliveryEventType.Complained)]
    [InlineData("unsub", DeliveryEventType.Unsubscribed)]
    [InlineData("inbound", null)]
    public async Task Event_OfEachKind_IsMapped(string name, DeliveryEventType? type)
    {
        var reading = await PostAsync($$"""
            [{"event":"{{name}}","ts":1365109999,"_id":"abc","url":"https://example.com/ä+b","msg":{"email":"bob@gmail.com","diag":"smtp;550 5.1.1 user unknown",
              "bounce_description":"bad_mailbox","metadata":{"outreach_attempt":"0198f6e2000070008000000000000001-2"} } },
             {"event":"open","ts":"x"}, {"event":"open","ts":1365109999,"_id":"other","msg":{"email":"x@example.com","metadata":[]} }]
            """);

        Assert.True(reading.IsSuccess, reading.Problem);
        Assert.Null(reading.Events[^1].Attempt);
        var happened = reading.Events.SkipLast(1).SingleOrDefault();
        Assert.Equal(type, happened?.Type);
        if (happened is not null)
        {
            Assert.Equal(new AttemptId(new Guid("0198f6e2-0000-7000-8000-000000000001"), 2), happened.Attempt);
            Assert.Equal((550, "5.1.1", MailboxProviderNames.Gmail), (happened.Reply!.Code, happened.Reply.EnhancedCode, happened.MailboxProvider));
            Assert.Equal("https://example.com/ä+b", happened.Detail);
        }
    }

    [Fact]
    public async Task Request_ThatTriesTheWebhook_IsAcceptedWithoutEvents()
    {
        Assert.True(await PostAsync("[]", "test-webhook") is { IsSuccess: true, Events.Count: 0 });
        Assert.Equal(WebhookVerdict.Forged, (await PostAsync("[{\"event\":\"spam\"}]", "test-webhook")).Verdict);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("no base64")]
    public async Task Request_WithoutAProperSignature_IsForged(string? signature)
    {
        using var services = Services(Key);
        var headers = signature is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["X-Mandrill-Signature"] = signature };

        var reading = await services.GetRequiredKeyedService<IProviderWebhook>("primary").ReadAsync(
            new WebhookRequest { Headers = headers, Body = "mandrill_events=%5B%5D"u8.ToArray() }, TestContext.Current.CancellationToken);

        Assert.Equal((WebhookVerdict.Forged, 0), (reading.Verdict, reading.Events.Count));
    }

    [Fact]
    public async Task Request_WhenNoKeyIsSet_IsForged()
    {
        using var services = Services(null);

        var reading = await services.GetRequiredKeyedService<IProviderWebhook>("primary").ReadAsync(new WebhookRequest(), TestContext.Current.CancellationToken);

        Assert.Equal(WebhookVerdict.Forged, reading.Verdict);
    }

    private static void AssertOnlyThisVerifies(string key, string url, IReadOnlyList<(string Name, string Value)> fields, string signature)
    {
        Assert.True(MailchimpTransactionalSignature.Verify(key, url, fields, signature));
        foreach (var changed in BitFlips.Of(Convert.FromBase64String(signature)))
        {
            Assert.False(MailchimpTransactionalSignature.Verify(key, url, fields, Convert.ToBase64String(changed)));
        }

        foreach (var changed in BitFlips.Of(Encoding.UTF8.GetBytes(url)))
        {
            Assert.False(MailchimpTransactionalSignature.Verify(key, Encoding.Latin1.GetString(changed), fields, signature));
        }

        for (var i = 0; i < fields.Count; i++)
        {
            foreach (var changed in BitFlips.Of(Encoding.UTF8.GetBytes(fields[i].Value)))
            {
                List<(string, string)> other = [.. fields];
                other[i] = (fields[i].Name, Encoding.Latin1.GetString(changed));
                Assert.False(MailchimpTransactionalSignature.Verify(key, url, other, signature));
            }
        }
    }

    private static string Sign(string key, IEnumerable<(string Name, string Value)> fields)
    {
#pragma warning disable CA5350 // the provider signs by HMAC-SHA1
        using var hmac = new HMACSHA1(Encoding.UTF8.GetBytes(key));
#pragma warning restore CA5350
        return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(Url + string.Concat(fields.Select(field => field.Name + field.Value)))));
    }

    private static async Task<WebhookReading> PostAsync(string events, string key = Key)
    {
        using var services = Services(Key);
        return await services.GetRequiredKeyedService<IProviderWebhook>("primary").ReadAsync(
            new WebhookRequest
            {
                Headers = new Dictionary<string, string> { ["x-mandrill-signature"] = Sign(key, [("mandrill_events", events)]) },
                Body = Encoding.ASCII.GetBytes("mandrill_events=" + Uri.EscapeDataString(events).Replace("%20", "+", StringComparison.Ordinal)),
            },
            TestContext.Current.CancellationToken);
    }

    private static ServiceProvider Services(string? key)
    {
        var services = new ServiceCollection();
        services.AddOutreach().AddMailchimpTransactional("primary", options =>
        {
            options.ApiKey = "md-test-key";
            (options.WebhookUrl, options.WebhookKey) = (key is null ? null : Url, key);
        });
        return services.BuildServiceProvider();
    }
}
