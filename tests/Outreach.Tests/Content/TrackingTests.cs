using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Mime;
using Outreach.Tests.Sending;
using Outreach.Tracking;

namespace Outreach.Tests.Content;

/// <summary>Links and opens: rewritten when the campaign asks for it and the host can serve it, and then each names its attempt.</summary>
public sealed partial class TrackingTests
{
    private const string Root = "https://mail.example.com";
    private const string Html =
        "<html><body><a href=\"https://shop.example/a?x=1&amp;y=2\">a</a><a href=\"https://shop.example/{{ contact.first_name }}\">b</a>"
        + "<a href=\"mailto:x@y.example\">c</a><a href=\"{{ unsubscribe_url }}\">leave</a></body></html>";

    private static readonly TokenProtector Tokens = new(TokenKeyRing.Create(1, new Dictionary<byte, byte[]> { [1] = new byte[32] }));

    [Fact]
    public async Task Clicks_LeadOverTheHost_ToTheTargetsOfTheMail()
    {
        await using var fixture = Fixture();
        var html = await SendAsync(fixture, new CampaignTracking { Clicks = true });

        var links = Hrefs().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups["url"].Value)).ToArray();
        Assert.Equal(
            ["https://shop.example/a?x=1&y=2", "https://shop.example/anna"], links[..2].Select(link => Read(link, out _)));
        Assert.Equal("mailto:x@y.example", links[2]);
        Assert.StartsWith(Root + "/u/", links[3], StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Read(links[0], out var attempt);
        Assert.Equal(Assert.Single(fixture.Provider.Taken).Attempt, attempt);
    }

    [Fact]
    public async Task Opens_AreToldByAnImageAtTheEndOfTheHtml()
    {
        await using var fixture = Fixture();
        var html = await SendAsync(fixture, new CampaignTracking { Opens = true });

        var pixel = Pixel().Match(html);
        Assert.True(pixel.Success, html);
        Assert.True(TrackedPixel.TryRead(pixel.Groups["path"].Value, Tokens, out var attempt));
        var mail = Assert.Single(fixture.Provider.Taken);
        Assert.Equal(mail.Attempt, attempt);
        Assert.Contains("href=\"https://shop.example/anna\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/o/", MimeParser.Parse(mail.Content).TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WithoutWishOrTracker_NothingIsRewritten(bool hasTracker)
    {
        await using var fixture = hasTracker ? Fixture() : new EngineFixture();
        var html = await SendAsync(fixture, hasTracker ? CampaignTracking.None : new CampaignTracking { Opens = true, Clicks = true }, ignoreErrors: true);

        Assert.Contains("href=\"https://shop.example/a?x=1&amp;y=2\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OfATrackedCampaign_IsRefusedWhereNobodyTracks()
    {
        await using var fixture = new EngineFixture();

        var refusal = await Assert.ThrowsAsync<CampaignNotReadyException>(() => SendAsync(fixture, new CampaignTracking { Clicks = true }));

        Assert.Contains(refusal.Findings, finding => finding.Code == "tracking_unavailable");
    }

    [Fact]
    public async Task Copies_CarryTokensOfTheirOwn()
    {
        await using var fixture = Fixture();
        await SendAsync(fixture, new CampaignTracking { Opens = true }, copy: "boss@sender.example");

        var attempts = fixture.Provider.Taken.Select(mail =>
        {
            Assert.True(TrackedPixel.TryRead(Pixel().Match(MimeParser.Parse(mail.Content).HtmlBody!).Groups["path"].Value, Tokens, out var attempt));
            return (attempt, mail.Attempt);
        }).ToArray();
        Assert.Equal(2, attempts.Length);
        Assert.All(attempts, pair => Assert.Equal(pair.Attempt, pair.attempt));
    }

    private static EngineFixture Fixture() => new(services =>
    {
        services.AddSingleton<ITokenProtector>(Tokens);
        services.AddOutreach(outreach => outreach.PublicBaseUri = new Uri(Root)).AddLinkTracking();
    });

    private static string Read(string link, out AttemptId attempt)
    {
        Assert.StartsWith(Root + "/c/", link, StringComparison.Ordinal);
        Assert.True(TrackedLink.TryRead(link.AsSpan(Root.Length + 3), Tokens, out attempt, out var target));
        return target!.OriginalString;
    }

    private static async Task<string> SendAsync(EngineFixture fixture, CampaignTracking tracking, bool ignoreErrors = false, string? copy = null)
    {
        await fixture.AddContactsAsync("anna@a.example");
        await fixture.Get<ISenderAccountStore>().SaveAsync(fixture.Sender);
        var id = await fixture.Campaigns.CreateAsync(new()
        {
            Name = "Tracked",
            Tracking = tracking,
            Bcc = copy is null ? [] : [copy],
            Steps = [SequenceStep.Create(new() { Subject = "S", Html = Html.Replace("contact.first_name", "contact.first_name ?? 'x'", StringComparison.Ordinal) })],
        });
        await fixture.Campaigns.StartAsync(Organisation.DefaultId, id, new StartOptions { IgnoreErrors = ignoreErrors });
        await fixture.Engine.RunDueAsync();
        return MimeParser.Parse(fixture.Provider.Taken.First().Content).HtmlBody!;
    }

    [GeneratedRegex("href=\"(?<url>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hrefs();

    [GeneratedRegex("<img src=\"https://mail\\.example\\.com/o/(?<path>[^\"]+)\" width=\"1\" height=\"1\" alt=\"\" style=\"border:0\"></body>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pixel();
}
