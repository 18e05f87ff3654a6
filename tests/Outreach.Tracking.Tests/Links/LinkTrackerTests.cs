using System.Buffers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Tracking.Tests;

public sealed class LinkTrackerTests
{
    private static readonly AttemptId Attempt = new(new Guid("0192f0c1-2345-7abc-8def-0123456789ab"), 3);
    private readonly TokenProtector _tokens = new(TokenKeyRing.Generate());

    [Theory]
    [InlineData("https://shop.example/p?a=1&b=%20x#y")]
    [InlineData("http://müller.example/ü")]
    public void Link_LeadsBackToItsTargetAndAttempt(string url)
    {
        var path = Write(url);

        Assert.True(TrackedLink.TryRead(path, _tokens, out var attempt, out var target));
        Assert.Equal(Attempt, attempt);
        Assert.Equal(new Uri(url), target);
    }

    [Fact]
    public void Link_AskedForAgain_IsTheSame() => Assert.Equal(Write("https://a.example/"), Write("https://a.example/"));

    [Fact]
    public void Link_ThatWasChangedAnywhere_LeadsNowhere()
    {
        var path = Write("https://shop.example/p?a=1");
        for (var i = 0; i < path.Length; i++)
        {
            var changed = path.ToCharArray();
            changed[i] = changed[i] is 'b' ? 'c' : 'b';
            Assert.False(TrackedLink.TryRead(changed, _tokens, out _, out var target), new string(changed));
            Assert.Null(target);
        }
    }

    [Fact]
    public void Link_WithTheTargetOfAnother_LeadsNowhere()
    {
        var ours = Write("https://shop.example/");
        var theirs = Write("https://evil.example/");

        Assert.False(TrackedLink.TryRead(string.Concat(ours.AsSpan(0, 57), theirs.AsSpan(57)), _tokens, out _, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("aedqdexqyeruk6v4rxxqci2fm6e2wa3zibdsas6thss3lpx4gdxazejo")]
    [InlineData("aedqdexqyeruk6v4rxxqci2fm6e2wa3zibdsas6thss3lpx4gdxazejo/")]
    [InlineData("aedqdexqyeruk6v4rxxqci2fm6e2wa3zibdsas6thss3lpx4gdxazejo/%%%")]
    public void Link_ThatIsNone_LeadsNowhere(string path) => Assert.False(TrackedLink.TryRead(path, _tokens, out _, out _));

    [Fact]
    public void Link_OfUnlimitedLength_IsLeftAlone_AndNotRead()
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.False(Create().TryWrite(0, Encoding.UTF8.GetBytes("https://a.example/" + new string('x', 2_000)), output));
        Assert.Equal(0, output.WrittenCount);
        Assert.False(TrackedLink.TryRead(new string('a', 56) + "/" + new string('A', 1_000_000), _tokens, out _, out _));
    }

    [Fact]
    public void UnsubscribeLink_IsNotTracked() =>
        Assert.False(Create().TryWrite(0, "https://mail.example.com/base/u/token"u8, new ArrayBufferWriter<byte>()));

    [Fact]
    public void ClickToken_IsNoOpenToken_AndTheOtherWayRound()
    {
        var pixel = Create().GetPixelUrl();
        Assert.StartsWith("https://mail.example.com/base/o/", pixel, StringComparison.Ordinal);
        var path = pixel["https://mail.example.com/base/o/".Length..];

        Assert.True(TrackedPixel.TryRead(path, _tokens, out var attempt));
        Assert.Equal(Attempt, attempt);
        Assert.False(TrackedPixel.TryRead(string.Concat(Write("https://a.example/").AsSpan(0, 56), ".gif"), _tokens, out _));
        Assert.False(TrackedPixel.TryRead(path.AsSpan(0, path.Length - 1), _tokens, out _));
    }

    [Fact]
    public void Tracker_IsRegisteredOnlyByAddLinkTracking()
    {
        var services = new ServiceCollection();
        var builder = new Builder(services);
        builder.AddTracking(tracking => tracking.Keys["1"] = Convert.ToBase64String(new byte[32]));
        Assert.DoesNotContain(services, service => service.ServiceType == typeof(IMessageTrackerFactory));

        builder.AddLinkTracking().AddLinkTracking();

        Assert.Single(services, service => service.ServiceType == typeof(IMessageTrackerFactory));
    }

    private string Write(string url)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.True(Create().TryWrite(0, Encoding.UTF8.GetBytes(url), output));
        var written = Encoding.ASCII.GetString(output.WrittenSpan);
        const string Prefix = "https://mail.example.com/base/c/";
        Assert.StartsWith(Prefix, written, StringComparison.Ordinal);
        return written[Prefix.Length..];
    }

    private IMessageTracker Create()
    {
        var tracker = new LinkTrackerFactory().Create(_tokens, new Uri("https://mail.example.com/base/"));
        tracker.Begin(Attempt);
        return tracker;
    }

    private sealed class Builder(IServiceCollection services) : IOutreachBuilder
    {
        public IServiceCollection Services => services;
    }
}
