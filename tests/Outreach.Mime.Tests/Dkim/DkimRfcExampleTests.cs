using System.Text;

namespace Outreach.Mime.Tests;

public sealed class DkimRfcExampleTests
{
    private const string Rfc6376 = """
        DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;
              c=simple/simple; q=dns/txt; i=joe@football.example.com;
              h=Received : From : To : Subject : Date : Message-ID;
              bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
              b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB
              4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut
              KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV
              4bmp/YzhwvcubU4=;
        Received: from client1.football.example.com  [192.0.2.1]
              by submitserver.example.com with SUBMISSION;
              Fri, 11 Jul 2003 21:01:54 -0700 (PDT)
        From: Joe SixPack <joe@football.example.com>
        To: Suzie Q <suzie@shopping.example.net>
        Subject: Is dinner ready?
        Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
        Message-ID: <20030712040037.46341.5F8J@football.example.com>

        Hi.

        We lost the game. Are you hungry yet?

        Joe.

        """;

    private const string Rfc8463 = """
        DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
         d=football.example.com; i=@football.example.com;
         q=dns/txt; s=brisbane; t=1528637909; h=from : to :
         subject : date : message-id : from : subject : date;
         bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
         b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
         Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
        DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
         d=football.example.com; i=@football.example.com;
         q=dns/txt; s=test; t=1528637909; h=from : to : subject :
         date : message-id : from : subject : date;
         bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
         b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
         DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
         dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
        From: Joe SixPack <joe@football.example.com>
        To: Suzie Q <suzie@shopping.example.net>
        Subject: Is dinner ready?
        Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
        Message-ID: <20030712040037.46341.5F8J@football.example.com>

        Hi.

        We lost the game.  Are you hungry yet?

        Joe.

        """;

    private static readonly FixedKeys Keys = new(new Dictionary<string, string>
    {
        ["brisbane._domainkey.example.com"] =
            "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od"
            + "+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB",
        ["test._domainkey.football.example.com"] =
            "v=DKIM1; g=*; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91"
            + "y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB",
        ["brisbane._domainkey.football.example.com"] = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verify_ExampleOfRfc6376AppendixA_Passes()
    {
        var result = await new DkimVerifier(Keys).VerifyAsync(Wire(Rfc6376), Token);

        var signature = Assert.Single(result.Signatures);
        Assert.Equal(DkimStatus.Pass, signature.Status);
        Assert.Equal("example.com", signature.Domain);
        Assert.Equal("joe@football.example.com", signature.Identity);
        Assert.Equal(["Received", "From", "To", "Subject", "Date", "Message-ID"], signature.SignedHeaders);
        Assert.Equal(1024, signature.KeyBits);
    }

    [Fact]
    public async Task Verify_ExampleOfRfc8463AppendixA_PassesTwice()
    {
        var result = await new DkimVerifier(Keys).VerifyAsync(Wire(Rfc8463), Token);

        Assert.Equal([DkimStatus.Pass, DkimStatus.Pass], result.Signatures.Select(signature => signature.Status));
        Assert.Equal(["ed25519-sha256", "rsa-sha256"], result.Signatures.Select(signature => signature.Algorithm));
        Assert.Equal(["football.example.com"], result.PassingDomains);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1528637909), result.Signatures[0].SignedAt);
    }

    [Fact]
    public async Task Verify_ExampleStoredWithBareLineFeeds_Passes()
    {
        var result = await new DkimVerifier(Keys).VerifyAsync(Encoding.ASCII.GetBytes(Rfc6376.ReplaceLineEndings("\n")), Token);
        Assert.Equal(DkimStatus.Pass, result.Status);
    }

    // Every letter and digit of the signed fields and the body; the name of a field may change its case, nothing else may.
    [Fact]
    public async Task Verify_ExampleAfterAChangeOfAnySignedByte_DoesNotPass()
    {
        var message = Wire(Rfc8463);
        var verifier = new DkimVerifier(Keys);
        var start = Encoding.ASCII.GetString(message).IndexOf("From: Joe", StringComparison.Ordinal);
        for (var index = start; index < message.Length; index++)
        {
            if (!char.IsAsciiLetterOrDigit((char)message[index]))
            {
                continue;
            }

            var changed = (byte[])message.Clone();
            changed[index] = changed[index] == (byte)'z' ? (byte)'y' : (byte)'z';
            var result = await verifier.VerifyAsync(changed, Token);
            Assert.DoesNotContain(result.Signatures, signature => signature.Status == DkimStatus.Pass);
        }
    }

    // RFC 6376 §3.4.5: the headers and the body of the example in both forms.
    [Fact]
    public void Canonicalize_ExampleOfRfc6376Section345_GivesItsForms()
    {
        var body = " C \r\nD \t E\r\n\r\n\r\n"u8;
        Assert.Equal(DkimBodyHash.Compute(" C\r\nD E\r\n"u8).ToString(), DkimBodyHash.Compute(body).ToString());
        Assert.Equal(
            DkimBodyHash.Compute(" C \r\nD \t E\r\n"u8, DkimCanonicalization.Simple),
            DkimBodyHash.Compute(body, DkimCanonicalization.Simple));
        Assert.Equal("a:X", Canonical("A: X", 1, DkimCanonicalization.Relaxed));
        Assert.Equal("b:Y Z", Canonical("B : Y\t\r\n\tZ  ", 1, DkimCanonicalization.Relaxed));
        Assert.Equal("B : Y\t\r\n\tZ  ", Canonical("B : Y\t\r\n\tZ  ", 1, DkimCanonicalization.Simple));
    }

    // RFC 6376 §3.4.3 and §3.4.4 give the hashes of the empty body.
    [Fact]
    public void Canonicalize_EmptyBody_HasTheHashesOfTheRfc()
    {
        Assert.Equal("frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=", DkimBodyHash.Compute([], DkimCanonicalization.Simple).ToString());
        Assert.Equal("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", DkimBodyHash.Compute([]).ToString());
    }

    private static string Canonical(string field, int nameLength, DkimCanonicalization canonicalization)
    {
        var to = new byte[100];
        return Encoding.ASCII.GetString(to, 0, DkimHeaders.Write(Encoding.ASCII.GetBytes(field), nameLength, canonicalization, to));
    }

    private static byte[] Wire(string text) => Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\r\n"));
}
