using System.Text;

namespace Outreach.Providers.Smtp.Tests;

public sealed class SmtpReplyParserTests
{
    [Theory]
    [InlineData("250 ok\r\n", 250)]
    [InlineData("250\r\n", 250)]
    [InlineData("250 \r\n", 250)]
    [InlineData("250 ok\n", 250)]
    [InlineData("250-a\r\n250-b\r\n250 c\r\n", 250)]
    [InlineData("250-\r\n250\r\n", 250)]
    [InlineData("599 x\r\n", 599)]
    public void Parse_Reply_IsCompleteAtItsEndAndNotBefore(string text, int code)
    {
        var octets = Encoding.ASCII.GetBytes(text);
        var parser = default(SmtpReplyParser);
        for (var i = 0; i < octets.Length; i++)
        {
            Assert.Equal(SmtpReplyStatus.Incomplete, parser.Parse(octets.AsSpan(0, i)));
        }

        Assert.Equal(SmtpReplyStatus.Complete, parser.Parse([.. octets, .. "250 next\r\n"u8]));
        Assert.Equal((code, octets.Length), (parser.Code, parser.Length));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("25\r\n")]
    [InlineData("150 x\r\n")]
    [InlineData("650 x\r\n")]
    [InlineData("2x0 x\r\n")]
    [InlineData("2500 x\r\n")]
    [InlineData("250\tx\r\n")]
    [InlineData("250-a\r\n251 b\r\n")]
    [InlineData("250-a\r\nb\r\n")]
    [InlineData(" 250 x\r\n")]
    public void Parse_WhatIsNoReply_IsMalformed(string text) =>
        Assert.Equal(SmtpReplyStatus.Malformed, default(SmtpReplyParser).Parse(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Parse_BeyondItsBounds_IsMalformed()
    {
        var longLine = Encoding.ASCII.GetBytes("250 " + new string('x', SmtpReplyParser.MaxLineOctets));
        var manyLines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("250-x\r\n", SmtpReplyParser.MaxLines + 1)));
        var muchText = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("250-" + new string('x', 1000) + "\r\n", 40)));

        Assert.Equal(SmtpReplyStatus.Malformed, default(SmtpReplyParser).Parse(longLine));
        Assert.Equal(SmtpReplyStatus.Malformed, default(SmtpReplyParser).Parse(manyLines));
        Assert.Equal(SmtpReplyStatus.Malformed, default(SmtpReplyParser).Parse(muchText));
    }

    [Theory]
    [InlineData("250 2.1.0 ok\r\n", "2.1.0")]
    [InlineData("550 #5.1.1 no\r\n", "5.1.1")]
    [InlineData("550-5.7.1 a\r\n550 5.7.1 b\r\n", "5.7.1")]
    [InlineData("550 5.7.515 Access denied\r\n", "5.7.515")]
    [InlineData("550 4.1.1 class differs\r\n", null)]
    [InlineData("550 5.1 short\r\n", null)]
    [InlineData("550 5..1 odd\r\n", null)]
    [InlineData("550 5.1234.1 odd\r\n", null)]
    [InlineData("550 127.0.0.1 is listed\r\n", null)]
    [InlineData("550\r\n", null)]
    public void ToProviderReply_EnhancedCode_IsFound(string text, string? expected)
    {
        var octets = Encoding.ASCII.GetBytes(text);
        var parser = default(SmtpReplyParser);
        parser.Parse(octets);

        Assert.Equal(expected, new SmtpReply(parser.Code, octets).ToProviderReply().EnhancedCode);
    }

    [Theory]
    [InlineData("2.0.0 Ok: queued as 4Xyz12", "4Xyz12")]
    [InlineData("OK id=1rXyZ-0001-Ab", "1rXyZ-0001-Ab")]
    [InlineData("2.0.0 31LGabc012345 Message accepted for delivery", "31LGabc012345")]
    [InlineData("Ok 010001234abcd-000000", "010001234abcd-000000")]
    [InlineData("Ok thanks", null)]
    [InlineData("2.0.0 OK", null)]
    public void Find_QueueId_WhereItsFormIsKnown(string text, string? expected) => Assert.Equal(expected, QueueIdReader.Find(text));

    [Theory]
    [InlineData("Greylisted, try again in 5 minutes", 300)]
    [InlineData("retry after 90 seconds", 90)]
    [InlineData("come back in 1 hour", 3600)]
    [InlineData("blocked for 30 secs", 30)]
    [InlineData("in 999999 hours", null)]
    [InlineData("in a minute", null)]
    [InlineData("", null)]
    public void Find_RetryAfter_WhereItIsSaid(string text, int? seconds) =>
        Assert.Equal(seconds is null ? null : TimeSpan.FromSeconds(seconds.Value), RetryAfterReader.Find(text));

    [Fact]
    public void ToProviderReply_HostileText_IsKeptWithinBounds()
    {
        var octets = Encoding.Latin1.GetBytes("550 5.7.1 a\u0001\u001b[31m\xff\xfe" + new string('y', 1900) + "\r\n");
        var reply = new SmtpReply(550, octets).ToProviderReply();

        Assert.DoesNotContain(reply.Text, char.IsControl);
        Assert.True(reply.Text.Length <= SmtpReply.MaxText);
    }
}
