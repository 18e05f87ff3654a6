namespace Outreach.Providers.AmazonSes.Tests;

public sealed class AmazonSnsWebhookTests
{
    private const string Mail = """
        "mail":{"messageId":"0102018f-abc","timestamp":"2026-03-02T08:59:00.000Z","destination":["bob@gmail.com"],"tags":{"outreach_attempt":["0198f6e2000070008000000000000001-2"],"ses:operation":["SendEmail"]}}
        """;

    [Fact]
    public async Task Bounce_IsMappedToTheCommonShape()
    {
        using var sns = new SnsFixture();
        var reading = await sns.PostAsync(sns.Notification($$"""
            {"eventType":"Bounce",{{Mail}},"bounce":{"bounceType":"Permanent","bounceSubType":"General","timestamp":"2026-03-02T09:00:00.000Z","feedbackId":"f1",
             "bouncedRecipients":[{"emailAddress":"bob@gmail.com","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]} }
            """));

        Assert.True(reading.IsSuccess, reading.Problem);
        var happened = Assert.Single(reading.Events);
        Assert.Equal((DeliveryEventType.HardBounced, "bob@gmail.com", MailboxProviderNames.Gmail), (happened.Type, happened.Recipient, happened.MailboxProvider));
        Assert.Equal(new AttemptId(new Guid("0198f6e2-0000-7000-8000-000000000001"), 2), happened.Attempt);
        Assert.Equal((550, "5.1.1", "550 5.1.1 user unknown"), (happened.Reply!.Code, happened.Reply.EnhancedCode, happened.Reply.Text));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), happened.At);
    }

    [Theory]
    [InlineData("eventType", "Delivery", "\"delivery\":{\"timestamp\":\"2026-03-02T09:00:00Z\",\"smtpResponse\":\"250 ok\"}", DeliveryEventType.Delivered)]
    [InlineData("notificationType", "Complaint", "\"complaint\":{\"timestamp\":\"2026-03-02T09:00:00Z\",\"complaintFeedbackType\":\"abuse\"}", DeliveryEventType.Complained)]
    [InlineData("eventType", "Bounce", "\"bounce\":{\"bounceType\":\"Transient\",\"timestamp\":\"2026-03-02T09:00:00Z\"}", DeliveryEventType.SoftBounced)]
    [InlineData("eventType", "DeliveryDelay", "\"deliveryDelay\":{\"timestamp\":\"2026-03-02T09:00:00Z\",\"delayType\":\"MailboxFull\"}", DeliveryEventType.Deferred)]
    [InlineData("eventType", "Reject", "\"reject\":{\"reason\":\"Bad content\"}", DeliveryEventType.SoftBounced)]
    [InlineData("eventType", "Open", "\"open\":{\"timestamp\":\"2026-03-02T09:00:00Z\"}", DeliveryEventType.Opened)]
    [InlineData("eventType", "Click", "\"click\":{\"timestamp\":\"2026-03-02T09:00:00Z\",\"link\":\"https://example.com\"}", DeliveryEventType.Clicked)]
    [InlineData("eventType", "Subscription", "\"subscription\":{\"timestamp\":\"2026-03-02T09:00:00Z\"}", DeliveryEventType.Unsubscribed)]
    [InlineData("eventType", "Send", "\"send\":{}", null)]
    public async Task Event_OfEachKind_IsMapped(string field, string name, string detail, DeliveryEventType? type)
    {
        using var sns = new SnsFixture();

        var reading = await sns.PostAsync(sns.Notification($$"""{"{{field}}":"{{name}}",{{Mail}},{{detail}}}"""));

        Assert.Equal((true, type), (reading.IsSuccess, reading.Events.SingleOrDefault()?.Type));
    }

    [Fact]
    public async Task Text_ThatIsNoEvent_IsAcceptedWithoutEvents()
    {
        using var sns = new SnsFixture();

        Assert.True(await sns.PostAsync(sns.Notification("Successfully validated SNS topic for Amazon SES event publishing.")) is { IsSuccess: true, Events.Count: 0 });
    }

    [Theory]
    [InlineData("TopicArn", "arn:aws:sns:eu-west-1:123456789012:other")]
    [InlineData("SigningCertURL", "https://sns.eu-west-1.amazonaws.com.evil.example/x.pem")]
    [InlineData("SigningCertURL", "http://sns.eu-west-1.amazonaws.com/x.pem")]
    [InlineData("SigningCertURL", "https://evil.example/sns.eu-west-1.amazonaws.com/x.pem")]
    [InlineData("SigningCertURL", "https://user@sns.eu-west-1.amazonaws.com/x.pem")]
    [InlineData("SigningCertURL", "https://sns.eu-west-1.amazonaws.com:8443/x.pem")]
    [InlineData("SigningCertURL", "https://sns.eu-west-1.amazonaws.com/x.pem?y=.pem")]
    [InlineData("SigningCertURL", "https://sns.eu-west-1.amazonaws.com/x.txt")]
    [InlineData("SigningCertURL", "https://s3.eu-west-1.amazonaws.com/bucket/x.pem")]
    public async Task Request_OfAnotherTopicOrCertificate_IsForgedAndNobodyIsAsked(string field, string value)
    {
        using var sns = new SnsFixture();
        var message = sns.Notification("x");
        message[field] = value;

        Assert.Equal(WebhookVerdict.Forged, (await sns.PostAsync(message)).Verdict);
        Assert.Empty(sns.Asked);
    }

    [Theory]
    [InlineData("sns.evil.example", 30)]
    [InlineData("sns.amazonaws.com", -1)]
    public async Task Request_WithACertificateThatDoesNotCount_IsForged(string name, int daysLeft)
    {
        using var sns = new SnsFixture();
        sns.UseCertificate(name, TimeSpan.FromDays(daysLeft));

        Assert.Equal(WebhookVerdict.Forged, (await sns.PostAsync(sns.Notification("x"))).Verdict);
    }

    [Fact]
    public async Task Request_OfVersion1_IsAcceptedOnlyWhenAllowed()
    {
        using var strict = new SnsFixture();
        using var lenient = new SnsFixture(static options => options.AllowSha1Signatures = true);
        var message = strict.Notification("x");
        message["SignatureVersion"] = "1";

        Assert.Equal(WebhookVerdict.Forged, (await strict.PostAsync(message)).Verdict);
        Assert.Equal(WebhookVerdict.Accepted, (await lenient.PostAsync(message)).Verdict);
    }

    [Fact]
    public async Task Certificate_IsAskedForOnce()
    {
        using var sns = new SnsFixture();

        await sns.PostAsync(sns.Notification("x"));
        await sns.PostAsync(sns.Notification("y"));

        Assert.Single(sns.Asked);
    }

    [Theory]
    [InlineData("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=t", true)]
    [InlineData("https://evil.example/?Action=ConfirmSubscription&Token=t", false)]
    public async Task Subscription_IsConfirmedAtSnsOnly(string address, bool isConfirmed)
    {
        using var sns = new SnsFixture();
        var message = sns.Notification("You have chosen to subscribe");
        message["Type"] = "SubscriptionConfirmation";
        message["Token"] = "t";
        message["SubscribeURL"] = address;

        Assert.Equal(isConfirmed, (await sns.PostAsync(message)).IsSuccess);
        Assert.Equal(isConfirmed, sns.Asked.Contains(address));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"Type\":7}")]
    public async Task Request_ThatIsNoneOfSns_IsForged(string body)
    {
        using var sns = new SnsFixture();

        Assert.Equal(WebhookVerdict.Forged, (await sns.PostAsync(body)).Verdict);
    }
}
