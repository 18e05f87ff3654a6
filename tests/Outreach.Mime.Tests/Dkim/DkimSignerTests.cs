using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Mime.Tests;

public sealed class DkimSignerTests
{
    private static readonly byte[] Message = Encoding.UTF8.GetBytes(
        "Received: from a by b; Thu, 05 May 2005 11:59:09 -0700\r\nFrom: Ann <ann@example.com>\r\nTo: bob@example.net\r\n"
        + "Subject: A folded\r\n  subject\r\nDate: Thu, 05 May 2005 11:59:09 -0700\r\nMessage-ID: <1@example.com>\r\n"
        + "List-Unsubscribe: <https://example.com/u>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nX-Other: x\r\n\r\nHello  you \r\n\r\n");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DkimCanonicalization.Relaxed, DkimCanonicalization.Relaxed, "relaxed/relaxed")]
    [InlineData(DkimCanonicalization.Relaxed, DkimCanonicalization.Simple, "relaxed/simple")]
    [InlineData(DkimCanonicalization.Simple, DkimCanonicalization.Relaxed, "simple/relaxed")]
    [InlineData(DkimCanonicalization.Simple, DkimCanonicalization.Simple, "simple/simple")]
    public async Task Sign_InEachForm_IsVerified(DkimCanonicalization headers, DkimCanonicalization body, string name)
    {
        using var signer = SharedKey.Signer(SharedKey.Options with { HeaderCanonicalization = headers, BodyCanonicalization = body });
        var signed = signer.Sign(Message);

        Assert.Contains($"c={name};", Encoding.ASCII.GetString(signed), StringComparison.Ordinal);
        Assert.Equal(DkimStatus.Pass, (await VerifyAsync(signed)).Status);
    }

    [Fact]
    public void Sign_Always_WritesATagListOfShortLinesWithoutALimit()
    {
        using var signer = SharedKey.Signer();
        var output = new ArrayBufferWriter<byte>();
        signer.Sign(Message, output);
        var field = Encoding.ASCII.GetString(output.WrittenSpan);

        Assert.EndsWith("\r\n", field, StringComparison.Ordinal);
        var lines = field[..^2].Split("\r\n");
        Assert.StartsWith("DKIM-Signature: v=1; a=rsa-sha256;", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.StartsWith("\t", line, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 78));
        Assert.Null(DkimTags.Parse(output.WrittenSpan[15..])!["l"]);
    }

    [Fact]
    public async Task Sign_WithTheDefaults_SignsEachFieldAsOftenAsItIsThereAndOverSigns()
    {
        using var signer = SharedKey.Signer();
        var names = (await VerifyAsync(signer.Sign(Message))).Signatures[0].SignedHeaders;

        Assert.Equal(2, names.Count(name => name == "From"));
        Assert.Equal(2, names.Count(name => name == "To"));
        Assert.Equal(2, names.Count(name => name == "Subject"));
        Assert.Equal(2, names.Count(name => name == "Date"));
        Assert.Equal(2, names.Count(name => name == "List-Unsubscribe"));
        Assert.Equal(2, names.Count(name => name == "List-Unsubscribe-Post"));
        Assert.Equal(1, names.Count(name => name == "Cc"));
        Assert.Equal(1, names.Count(name => name == "Message-ID"));
        Assert.DoesNotContain("Received", names);
        Assert.DoesNotContain("X-Other", names);
    }

    public static TheoryData<string> OverSigned => [.. DkimSignerOptions.DefaultOverSignedHeaders];

    [Theory]
    [MemberData(nameof(OverSigned))]
    public async Task Verify_AfterAnOverSignedFieldWasAdded_DoesNotPass(string name)
    {
        using var signer = SharedKey.Signer();
        var signed = signer.Sign(Message);
        byte[] added = [.. Encoding.ASCII.GetBytes($"{name}: <evil@example.org>\r\n"), .. signed];

        Assert.NotEqual(DkimStatus.Pass, (await VerifyAsync(added)).Status);
    }

    [Theory]
    [InlineData("From: Ann")]
    [InlineData("To: bob")]
    [InlineData("Subject: A")]
    [InlineData("Date: Thu")]
    [InlineData("List-Unsubscribe: ")]
    [InlineData("List-Unsubscribe-Post: ")]
    [InlineData("Message-ID: ")]
    public async Task Verify_AfterASignedFieldWasRemoved_DoesNotPass(string start)
    {
        using var signer = SharedKey.Signer();
        var text = Encoding.UTF8.GetString(signer.Sign(Message));
        var from = text.IndexOf("\r\n" + start, StringComparison.Ordinal);
        var end = from + 2;
        do
        {
            end = text.IndexOf("\r\n", end + 2, StringComparison.Ordinal);
        }
        while (text[end + 2] == ' ');

        Assert.NotEqual(DkimStatus.Pass, (await VerifyAsync(Encoding.UTF8.GetBytes(text.Remove(from, end - from)))).Status);
    }

    [Fact]
    public async Task Sign_BySeveralSigners_IsVerifiedForEach()
    {
        using var first = SharedKey.Signer();
        using var second = SharedKey.Signer(SharedKey.Options with { Domain = "example.net" });
        var keys = new FixedKeys(new Dictionary<string, string>
        {
            [SharedKey.Record] = "v=DKIM1; p=" + SharedKey.PublicKey(),
            ["s1._domainkey.example.net"] = "p=" + SharedKey.PublicKey(),
        });
        var output = new ArrayBufferWriter<byte>();
        first.Sign(Message, output);
        second.Sign(Message, output);
        output.Write(Message);

        var result = await new DkimVerifier(keys).VerifyAsync(output.WrittenMemory, Token);

        Assert.Equal([DkimStatus.Pass, DkimStatus.Pass], result.Signatures.Select(signature => signature.Status));
        Assert.Equal(["example.com", "example.net"], result.PassingDomains);
    }

    [Fact]
    public void SignHeaders_WithAHashMadeBefore_WritesTheSameAsSign()
    {
        using var signer = SharedKey.Signer(time: new FixedTime(DateTimeOffset.UnixEpoch.AddYears(50)));
        var bodyStart = Encoding.UTF8.GetString(Message).IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var (whole, parts) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        signer.Sign(Message, whole);
        signer.SignHeaders(Message.AsSpan(0, bodyStart), DkimBodyHash.Compute(Message.AsSpan(bodyStart)), parts);

        Assert.Equal(whole.WrittenSpan, parts.WrittenSpan);
    }

    [Fact]
    public void SignHeaders_WithoutTheRightHash_Throws()
    {
        using var signer = SharedKey.Signer();
        var output = new ArrayBufferWriter<byte>();

        Assert.Throws<ArgumentException>(() => signer.SignHeaders(Message, default, output));
        Assert.Throws<ArgumentException>(() => signer.SignHeaders(Message, DkimBodyHash.Compute([], DkimCanonicalization.Simple), output));
        Assert.Equal(0, output.WrittenCount);
    }

    [Theory]
    [InlineData("To: a@example.com\r\n\r\nbody")]
    [InlineData("From: a@example.com\r\n")]
    [InlineData(" continued\r\nFrom: a@example.com\r\n\r\nbody")]
    [InlineData("")]
    public void Sign_WithoutFromOrEndOfHeaders_Throws(string message)
    {
        using var signer = SharedKey.Signer();
        var output = new ArrayBufferWriter<byte>();

        Assert.Throws<ArgumentException>(() => signer.Sign(Encoding.ASCII.GetBytes(message), output));
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public async Task Sign_WithALifetime_ExpiresByTheClock()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        using var signer = SharedKey.Signer(SharedKey.Options with { Lifetime = TimeSpan.FromDays(2) }, new FixedTime(now));
        var signed = signer.Sign(Message);

        var inTime = await VerifyAsync(signed, now.AddDays(2));
        var late = await VerifyAsync(signed, now.AddDays(2).AddSeconds(1));

        Assert.Equal(now, inTime.Signatures[0].SignedAt);
        Assert.Equal(now.AddDays(2), inTime.Signatures[0].ExpiresAt);
        Assert.Equal(DkimStatus.Pass, inTime.Status);
        Assert.Equal(DkimFailure.Expired, late.Signatures[0].Failure);
    }

    [Fact]
    public async Task Sign_MessageWithMoreFieldsThanUsual_IsVerified()
    {
        using var signer = SharedKey.Signer();
        var many = string.Concat(Enumerable.Range(0, 300).Select(index => $"X-{index}: {index}\r\nReferences: <{index}@x>\r\n"));
        var signed = signer.Sign(Encoding.ASCII.GetBytes(many + "From: a@example.com\r\n\r\nx"));

        var result = await VerifyAsync(signed);

        Assert.Equal(DkimStatus.Pass, result.Status);
        Assert.Equal(300, result.Signatures[0].SignedHeaders.Count(name => name == "References"));
    }

    [Fact]
    public async Task Sign_MessageThatStartsWithLinesThatAreNoField_IsVerified()
    {
        using var signer = SharedKey.Signer();
        var signed = signer.Sign("rubbish\r\n\tand more of it\r\nFrom: a@example.com\r\n\r\nText\r\n"u8.ToArray());
        Assert.Equal(DkimStatus.Pass, (await new DkimVerifier(SharedKey.Keys).VerifyAsync(signed, TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task Sign_ForADomainInAnotherScript_UsesItsAsciiForm()
    {
        using var signer = SharedKey.Signer(SharedKey.Options with { Domain = "Bücher.example" });
        var keys = new FixedKeys(new Dictionary<string, string> { ["s1._domainkey.xn--bcher-kva.example"] = "p=" + SharedKey.PublicKey() });

        var result = await new DkimVerifier(keys).VerifyAsync(signer.Sign(Message), Token);

        Assert.Equal(["xn--bcher-kva.example"], result.PassingDomains);
    }

    [Fact]
    public async Task Sign_ByManyThreadsWithOneKey_IsVerifiedEachTime()
    {
        using var signer = SharedKey.Signer();
        var results = new byte[400][];
        var threads = Enumerable.Range(0, 8).Select(part => new Thread(() =>
        {
            for (var index = part; index < results.Length; index += 8)
            {
                results[index] = signer.Sign([.. Message, .. Encoding.ASCII.GetBytes($"{index}\r\n")]);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        foreach (var signed in results)
        {
            Assert.Equal(DkimStatus.Pass, (await VerifyAsync(signed)).Status);
        }
    }

    [Fact]
    public async Task Sign_AgainAndAgain_AllocatesNothing()
    {
        using var signer = SharedKey.Signer();
        var output = new ArrayBufferWriter<byte>(4096);
        var bytes = await Allocation.LeastAsync(
            () =>
            {
                for (var count = 0; count < 20; count++)
                {
                    output.ResetWrittenCount();
                    signer.Sign(Message, output);
                }
            },
            most: 20 * 128) / 20;
        TestContext.Current.TestOutputHelper!.WriteLine($"{bytes} bytes a signature");
        Assert.InRange(bytes, 0, 128);
    }

    [Fact]
    public void Create_WithAShortKey_SaysWhatToDo()
    {
        using var key = RSA.Create(1024);
        var error = Assert.Throws<ArgumentException>(() => new DkimSigner(key, SharedKey.Options));
        Assert.Contains("at least 2048 bits", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example", "s1", "From")]
    [InlineData("", "s1", "From")]
    [InlineData("exa mple.com", "s1", "From")]
    [InlineData("example.com;l=1", "s1", "From")]
    [InlineData("example.com", "", "From")]
    [InlineData("example.com", "s;1", "From")]
    [InlineData("example.com", "s\r\n1", "From")]
    [InlineData("example.com", "s..1", "From")]
    [InlineData("example.com", "s1", "Fr:om")]
    [InlineData("example.com", "s1", "")]
    public void Create_WithAWrongOption_Throws(string domain, string selector, string header)
    {
        var options = new DkimSignerOptions { Domain = domain, Selector = selector, SignedHeaders = [header] };
        Assert.Throws<ArgumentException>(() => DkimSigner.FromPem(SharedKey.PrivatePem, options));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void FromPem_WithoutAKey_SaysWhatToDo(string pem)
    {
        var error = Assert.Throws<ArgumentException>(() => DkimSigner.FromPem(pem, SharedKey.Options));
        Assert.Equal("pem", error.ParamName);
    }

    [Fact]
    public void Sign_AfterDispose_Throws()
    {
        var signer = SharedKey.Signer();
        signer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => signer.Sign(Message, new ArrayBufferWriter<byte>()));
    }

    [Fact]
    public void Options_ByDefault_AreRelaxedAndUnlimited()
    {
        Assert.Equal(DkimCanonicalization.Relaxed, SharedKey.Options.HeaderCanonicalization);
        Assert.Equal(DkimCanonicalization.Relaxed, SharedKey.Options.BodyCanonicalization);
        Assert.Null(SharedKey.Options.Lifetime);
        Assert.Same(DkimSignerOptions.DefaultSignedHeaders, SharedKey.Options.SignedHeaders);
        Assert.Same(DkimSignerOptions.DefaultOverSignedHeaders, SharedKey.Options.OverSignedHeaders);
    }

    private static Task<DkimVerification> VerifyAsync(byte[] message, DateTimeOffset? now = null) =>
        new DkimVerifier(SharedKey.Keys, now is { } time ? new FixedTime(time) : null).VerifyAsync(message, Token);
}
