using System.Net;

namespace Outreach.Dns.Tests.Names;

public sealed class DnsNameTests
{
    [Theory]
    [InlineData("Example.COM.", "example.com")]
    [InlineData("_dmarc.bücher.example", "_dmarc.xn--bcher-kva.example")]
    [InlineData("例え。テスト", "xn--r8jz45g.xn--zckzah")]
    [InlineData(".", "")]
    [InlineData("", "")]
    [InlineData("a\\.b.example", "a\\.b.example")]
    [InlineData("a\\046b.example", "a\\046b.example")]
    public void TryNormalize_Name_IsAsciiInLowerCaseWithoutFinalDot(string name, string expected)
    {
        Assert.True(DnsName.TryNormalize(name, out var normalized));
        Assert.Equal(expected, normalized);
    }

    [Theory]
    [InlineData("a..example")]
    [InlineData(".example")]
    [InlineData("a\\")]
    [InlineData("a\\999b")]
    [InlineData("a\\25")]
    [InlineData("xn--a\u0300\uFFFE.example")]
    public void TryNormalize_WhatIsNoName_IsRefused(string name) => Assert.False(DnsName.TryNormalize(name, out _));

    [Fact]
    public void TryNormalize_AtTheLimitsOfLabelsAndNames_KnowsThem()
    {
        var label = new string('a', 63);
        var longest = $"{label}.{label}.{label}.{label[..61]}";

        Assert.True(DnsName.TryNormalize(longest, out _));
        Assert.False(DnsName.TryNormalize(longest + "b", out _));
        Assert.True(DnsName.TryNormalize(label + ".example", out _));
        Assert.False(DnsName.TryNormalize(label + "a.example", out _));
    }

    [Theory]
    [InlineData("192.0.2.1", "1.2.0.192.in-addr.arpa")]
    [InlineData("::ffff:192.0.2.1", "1.2.0.192.in-addr.arpa")]
    [InlineData("2001:db8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa")]
    public void ForAddress_Address_IsTheNameOfItsPointers(string address, string expected) =>
        Assert.Equal(expected, DnsName.ForAddress(IPAddress.Parse(address)));
}
