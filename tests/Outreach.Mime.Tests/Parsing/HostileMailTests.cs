using System.Text;
using Outreach.TestServers;

namespace Outreach.Mime.Tests;

/// <summary>
/// Mail made to cost time or memory, in half a megabyte of each kind (eight with OUTREACH_LONG=1), and in eight where only the end is waited for. What reading
/// costs must grow with the size and no faster; a reader that is far from that would need hours, beyond the tests' timeout.
/// </summary>
public sealed class HostileMailTests
{
    private const int Timeout = 600_000;

    private static readonly int Size = Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1" ? 8 << 20 : 512 << 10;
    private const int LargeSize = 8 << 20;

    private static readonly MimeParserOptions Wide = new()
    {
        MaxParts = 100_000,
        MaxDepth = 256,
        MaxHeaders = 100_000,
        MaxHeaderBytes = 16 << 20,
    };

    private static readonly Dictionary<string, Func<int, string>> Kinds = new()
    {
        ["delimiters of no part"] = size => "Content-Type: multipart/mixed; boundary=b\n\n" + Repeat("\n--", size),
        ["delimiters that almost fit 60 boundaries"] = size => NestedMultiparts(60, "aaaaaaaaaaaaaaaaaaaa") + Repeat("\n--aaaaaaaaaaaaaaaaaaaa", size),
        ["empty parts"] = size => "Content-Type: multipart/mixed; boundary=b\n\n" + Repeat("--b\n", size),
        ["padded delimiters"] = size => "Content-Type: multipart/mixed; boundary=b\n\n" + Repeat("--b" + new string(' ', 500) + "x\n", size),
        ["multiparts in multiparts"] = size => NestedMultiparts(size / 80, "x"),
        ["messages in messages"] = size => Repeat("Content-Type: message/rfc822\n\n", size),
        ["digests in digests"] = size => Repeat("Content-Type: multipart/digest; boundary=b\n\n--b\n\n", size),
        ["one long field"] = size => "Subject: " + Repeat("x", size),
        ["one field of many folds"] = size => "Subject: x" + Repeat("\n x", size),
        ["many fields"] = size => Repeat("a: b\n", size),
        ["many lines that are no fields"] = size => "a: b\n" + Repeat("rubbish\n", size),
        ["blank continuation lines"] = size => "a: b" + Repeat("\n ", size),
        ["carriage returns"] = size => Repeat("\r", size),
        ["carriage returns in fields"] = size => Repeat("a: b\r", size),
        ["starts of encoded words"] = size => "Subject: " + Repeat("=?", size),
        ["encoded words that never end"] = size => "Subject: " + Repeat("=?utf-8?q?a", size),
        ["encoded words"] = size => "Subject: " + Repeat("=?utf-8?q?=41?= ", size),
        ["encoded words of other charsets each"] = size => "Subject: " + Repeat("=?utf-8?q?=41?= =?koi8-r?b?QUI=?= ", size),
        ["encoded words of unknown charsets"] = size => "Subject: " + Repeat("=?x-none?q?=E1?= ", size),
        ["equals signs in an encoded word"] = size => "Subject: =?utf-8?q?" + Repeat("= ", size) + "?=",
        ["comments that never end"] = size => $"Content-Type: {Repeat("(", size)}",
        ["parameters with comments that never end"] = size => $"Content-Type: a/b; {Repeat("a(=b;", size)}",
        ["parameters"] = size => "Content-Type: a/b" + Repeat("; a=b", size),
        ["parameter sections"] = size => "Content-Type: a/b" + string.Concat(Enumerable.Range(0, size / 12).Select(index => $";n*{index}=x")),
        ["a parameter in quotes that never end"] = size => "Content-Type: a/b; a=\"" + Repeat("\\\"", size),
        ["percent signs"] = size => "Content-Type: a/b; name*=utf-8''" + Repeat("%", size),
        ["semicolons"] = size => "Content-Type: " + Repeat(";", size),
        ["addresses"] = size => "From: " + Repeat("a@b.c,", size),
        ["address comments"] = size => "From: " + Repeat("(", size),
        ["address quotes"] = size => "From: " + Repeat("\"", size),
        ["address angles"] = size => "From: " + Repeat("<", size),
        ["address groups"] = size => "From: " + Repeat("a:", size),
        ["message ids"] = size => "References: " + Repeat("<a@b>", size),
        ["message ids that never end"] = size => "References: " + Repeat("<", size),
        ["message ids of many words"] = size => "References: " + Repeat("a ", size),
        ["dates"] = size => "Date: " + Repeat("(", size / 2) + Repeat("Jan 1 ", size / 2),
        ["quoted-printable of equals signs"] = size => "Content-Transfer-Encoding: quoted-printable\n\n" + Repeat("=", size),
        ["quoted-printable of spaces"] = size => "Content-Transfer-Encoding: quoted-printable\n\n" + Repeat("= ", size),
        ["base64 of padding"] = size => "Content-Transfer-Encoding: base64\n\n" + Repeat("A===", size),
        ["flowed text"] = size => "Content-Type: text/plain; format=flowed\n\n" + Repeat("> \n", size),
        ["flowed quotes"] = size => "Content-Type: text/plain; format=flowed\n\n" + Repeat(">", size),
        ["flowed spaces"] = size => "Content-Type: text/plain; format=flowed; delsp=yes\n\n" + Repeat(" \n", size),
        ["escapes of iso-2022-jp"] = size => "Content-Type: text/plain; charset=iso-2022-jp\n\n" + Repeat("\u001b$B!", size),
        ["recipients of a delivery status"] = size => "Content-Type: message/delivery-status\n\n" + Repeat("Status: 5\n\n", size),
        ["empty lines of a delivery status"] = size => "Content-Type: message/delivery-status\n\n" + Repeat("\n", size),
        ["rubbish of a delivery status"] = size => "Content-Type: message/delivery-status\n\n" + Repeat("x\n\n", size),
        ["carriage returns of a delivery status"] = size => "Content-Type: message/delivery-status\r\r" + Repeat("a:b\r\r", size),
        ["continuations of a delivery status"] = size => "Content-Type: message/delivery-status\n\n" + Repeat(" x\n", size),
        ["white space"] = size => Repeat(" ", size),
        ["white space lines"] = size => Repeat(" \n", size),
        ["zeros"] = size => Repeat("\0", size),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    // So large that a reader that is quadratic anywhere, were it a quarter of a second for half a megabyte, needs longer than a minute of processor time;
    // a linear one needs a few seconds at most.
    [Theory(Timeout = Timeout)]
    [MemberData(nameof(Names))]
    public Task Parse_OfALargeMail_Ends(string kind) => Task.Run(() =>
    {
        var start = ThreadTime.Now;
        Assert.NotEqual(0, Read(kind, LargeSize));
        Assert.True(ThreadTime.Now - start < TimeSpan.FromMinutes(1), $"{kind}: it takes {ThreadTime.Now - start} of processor time");
    });

    // Structure and tables: what reading takes beyond the input, whatever the input.
    [Theory]
    [MemberData(nameof(Names))]
    public void Parse_WithTheDefaultLimits_TakesLittleMemory(string kind)
    {
        var input = Encoding.Latin1.GetBytes(Kinds[kind](Size));
        MimeParser.Parse(input);
        var before = GC.GetAllocatedBytesForCurrentThread();
        MimeParser.Parse(input);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    // Twice the input, not much more than twice the memory; memory is counted exactly, and all of the readers' work goes through it.
    [Theory(Timeout = Timeout)]
    [MemberData(nameof(Names))]
    public Task Parse_OfTwiceTheSize_TakesTwiceTheMemory(string kind) => Task.Run(() =>
    {
        Read(kind, Size / 4);
        var once = Read(kind, Size / 4);
        var twice = Read(kind, Size / 2);
        Assert.True(twice <= (2.3 * once) + (1 << 20), $"{kind}: {once} bytes, then {twice}");
    });

    private static long Read(string kind, int size)
    {
        var input = Encoding.Latin1.GetBytes(Kinds[kind](size));
        var before = GC.GetAllocatedBytesForCurrentThread();
        ParsedMessageWalk.ReadAll(MimeParser.Parse(input, Wide));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Repeat(string text, int size) => new StringBuilder().Insert(0, text, size / text.Length).ToString();

    private static string NestedMultiparts(int count, string prefix) => string.Concat(Enumerable.Range(0, count).Select(index =>
        $"Content-Type: multipart/mixed; boundary={prefix}{index}\n\n--{prefix}{index}\n"));
}
