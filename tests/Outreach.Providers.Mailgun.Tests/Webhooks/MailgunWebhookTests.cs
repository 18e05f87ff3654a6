using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.TestServers;

namespace Outreach.Providers.Mailgun.Tests;

public sealed class MailgunWebhookTests : IDisposable
{
    private const string Key = "signing-key";
    private const string Token = "885894756b6c371a377f5f9516d60a4db497ad27d4931ed215";
    private readonly ServiceProvider _services = Services(Key);

    private IProviderWebhook Webhook => _services.GetRequiredKeyedService<IProviderWebhook>("primary");

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Vectors_OfMailgun_Verify_AndNoChangedBitDoes()
    {
        using var vectors = ConformanceCorpus.Json("webhooks", "vectors.json");
        var mailgun = vectors.RootElement.GetProperty("mailgun");
        var key = mailgun.GetProperty("key").GetString()!;
        foreach (var vector in mailgun.GetProperty("positive").EnumerateArray())
        {
            AssertOnlyThisVerifies(
                key, vector.GetProperty("timestamp").GetString()!, vector.GetProperty("token").GetString()!, vector.GetProperty("signature").GetString()!);
        }
    }

    [Fact]
    public void Signature_WithAnySingleBitChanged_IsRejected() => AssertOnlyThisVerifies(Key, "1661621710", Token, Sign("1661621710", Token));

    [Fact]
    public async Task Event_IsMappedToTheCommonShape()
    {
        var reading = await ReadAsync(Body(Now(), Token, """
            "id":"e1","event":"failed","severity":"permanent","reason":"bounce","timestamp":1661590666.25,"recipient":"bob@gmail.com","recipient-provider":"Gmail",
            "message":{"headers":{"message-id":"1@example.com"}},"user-variables":{"outreach_attempt":"0198f6e2000070008000000000000001-2","other":7},
            "delivery-status":{"code":550,"enhanced-code":"5.1.1","message":"5.1.1 No such user","description":"","mx-host":"mx.gmail.com"}
            """));

        Assert.Equal(WebhookVerdict.Accepted, reading.Verdict);
        var happened = Assert.Single(reading.Events);
        Assert.Equal((DeliveryEventType.HardBounced, "bob@gmail.com", MailboxProviderNames.Gmail), (happened.Type, happened.Recipient, happened.MailboxProvider));
        Assert.Equal(new AttemptId(new Guid("0198f6e2-0000-7000-8000-000000000001"), 2), happened.Attempt);
        Assert.Equal((550, "5.1.1", "5.1.1 No such user", "<1@example.com>"), (happened.Reply!.Code, happened.Reply.EnhancedCode, happened.Reply.Text, happened.Reply.ProviderMessageId));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1661590666250), happened.At);
    }

    [Theory]
    [InlineData("delivered", "", DeliveryEventType.Delivered)]
    [InlineData("failed", "\"severity\":\"temporary\",", DeliveryEventType.Deferred)]
    [InlineData("failed", "\"severity\":\"permanent\",\"reason\":\"suppress-unsubscribe\",", DeliveryEventType.Unsubscribed)]
    [InlineData("failed", "\"severity\":\"permanent\",\"reason\":\"suppress-complaint\",", DeliveryEventType.Complained)]
    [InlineData("failed", "\"severity\":\"permanent\",\"reason\":\"suppress-bounce\",", DeliveryEventType.HardBounced)]
    [InlineData("failed", "\"severity\":\"permanent\",\"reason\":\"old\",", DeliveryEventType.SoftBounced)]
    [InlineData("opened", "", DeliveryEventType.Opened)]
    [InlineData("clicked", "\"url\":\"https://example.com\",", DeliveryEventType.Clicked)]
    [InlineData("unsubscribed", "", DeliveryEventType.Unsubscribed)]
    [InlineData("complained", "", DeliveryEventType.Complained)]
    [InlineData("accepted", "", null)]
    [InlineData("something new", "", null)]
    public async Task Event_OfEachKind_IsMapped(string name, string more, DeliveryEventType? type)
    {
        var reading = await ReadAsync(Body(Now(), Token, $"{more}\"id\":\"e1\",\"event\":\"{name}\",\"timestamp\":1661590666"));

        Assert.Equal((WebhookVerdict.Accepted, type), (reading.Verdict, reading.Events.SingleOrDefault()?.Type));
    }

    [Fact]
    public async Task Token_UsedForAnotherBody_IsRejected_AndTheSameRequestAgainIsNot()
    {
        var stamp = Now();
        var body = Body(stamp, Token, "\"id\":\"e1\",\"event\":\"complained\",\"timestamp\":1661590666");
        var forged = Body(stamp, Token, "\"id\":\"e2\",\"event\":\"complained\",\"timestamp\":1661590666");

        var first = await ReadAsync(body);
        var again = await ReadAsync(body);

        Assert.Equal((WebhookVerdict.Accepted, WebhookVerdict.Accepted), (first.Verdict, again.Verdict));
        Assert.Equal(first.Events[0].Key, again.Events[0].Key);
        Assert.Equal(WebhookVerdict.Replayed, (await ReadAsync(forged)).Verdict);
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task Timestamp_OutsideTheWindow_IsRejected(int hours)
    {
        var stamp = TimeProvider.System.GetUtcNow().AddHours(hours).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        var reading = await ReadAsync(Body(stamp, Token, "\"id\":\"e1\",\"event\":\"opened\",\"timestamp\":1661590666"));

        Assert.Equal((WebhookVerdict.Replayed, false), (reading.Verdict, reading.IsSuccess));
    }

    [Fact]
    public async Task Event_OfASubaccount_VerifiesByTheParentsSignature()
    {
        var stamp = Now();
        var body = $$"""
            {"signature":{"timestamp":"{{stamp}}","token":"t","signature":"{{new string('0', 64)}}"},
             "parent-signature":{"timestamp":"{{stamp}}","token":"{{Token}}","signature":"{{Sign(stamp, Token)}}"},
             "event-data":{"id":"e1","event":"opened","timestamp":1661590666} }
            """;

        Assert.Equal(WebhookVerdict.Accepted, (await ReadAsync(body)).Verdict);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("token=x&signature=y")]
    [InlineData("""{"signature":{"timestamp":"1","token":"t","signature":"é"}}""")]
    public async Task Request_WithoutAProperSignature_IsForged(string body) => Assert.Equal(WebhookVerdict.Forged, (await ReadAsync(body)).Verdict);

    [Fact]
    public async Task Request_WhenNoKeyIsSet_IsForged()
    {
        using var services = Services(null);

        var reading = await services.GetRequiredKeyedService<IProviderWebhook>("primary").ReadAsync(new WebhookRequest(), TestContext.Current.CancellationToken);

        Assert.Equal(WebhookVerdict.Forged, reading.Verdict);
    }

    private static void AssertOnlyThisVerifies(string key, string stamp, string token, string signature)
    {
        Assert.True(MailgunSignature.Verify(key, stamp, token, signature));
        foreach (var changed in BitFlips.Of(Convert.FromHexString(signature)))
        {
            Assert.False(MailgunSignature.Verify(key, stamp, token, Convert.ToHexStringLower(changed)));
        }

        foreach (var changed in BitFlips.Of(Encoding.ASCII.GetBytes(stamp)))
        {
            Assert.False(MailgunSignature.Verify(key, Encoding.Latin1.GetString(changed), token, signature));
        }

        foreach (var changed in BitFlips.Of(Encoding.ASCII.GetBytes(token)))
        {
            Assert.False(MailgunSignature.Verify(key, stamp, Encoding.Latin1.GetString(changed), signature));
        }
    }

    private static string Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string Sign(string stamp, string token)
    {
        using var hmac = new HMACSHA256(Encoding.ASCII.GetBytes(Key));
        return Convert.ToHexString(hmac.ComputeHash(Encoding.ASCII.GetBytes(stamp + token))).ToLowerInvariant();
    }

    private static string Body(string stamp, string token, string data) =>
        $$"""{"signature":{"timestamp":"{{stamp}}","token":"{{token}}","signature":"{{Sign(stamp, token)}}"},"event-data":{{{data}}} }""";

    private async Task<WebhookReading> ReadAsync(string body) =>
        await Webhook.ReadAsync(new WebhookRequest { Body = Encoding.UTF8.GetBytes(body) }, TestContext.Current.CancellationToken);

    private static ServiceProvider Services(string? key)
    {
        var services = new ServiceCollection();
        services.AddOutreach().AddMailgun("primary", options =>
        {
            options.ApiKey = MailgunFixture.ApiKey;
            options.Domain = "mg.example.com";
            options.WebhookSigningKey = key;
        });
        return services.BuildServiceProvider();
    }
}
