using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Outreach.Mime.Tests;

public sealed partial class DkimFuzzTests
{
    private static readonly byte[][] Signed = MakeSigned();

    [Fact]
    public Task Verify_AnyBytes_GivesResults()
    {
        var verifier = new DkimVerifier(SharedKey.Keys);
        return Fuzzing.RunAsync(Signed, input =>
        {
            // The lookup answers at once, so that the task has ended.
            var task = verifier.VerifyAsync(input, TestContext.Current.CancellationToken);
            Assert.True(task.IsCompletedSuccessfully);
        });
    }

    [Fact]
    public Task Read_AnyKeyRecord_GivesAKeyOrAReason()
    {
        var signature = DkimSignatureField.Read("v=1; a=rsa-sha256; d=example.com; s=s1; h=from; bh=AAAA; b=AAAA"u8);
        byte[][] samples = [Encoding.ASCII.GetBytes("v=DKIM1; k=rsa; t=y:s; h=sha1:sha256; n=x; s=email; p=" + SharedKey.PublicKey())];
        return Fuzzing.RunAsync(samples, input =>
        {
            using var key = DkimKey.Read(Encoding.Latin1.GetString(input), signature);
            Assert.True(key.Failure != DkimFailure.None || key.Bits > 0);
        });
    }

    [Fact]
    public Task Canonicalize_AnyBody_GivesWhatTheRulesOfTheRfcGive() => Fuzzing.RunAsync(Signed, input =>
    {
        Assert.Equal(Hash(SimpleBody(input)), DkimBodyHash.Compute(input, DkimCanonicalization.Simple).ToString());
        Assert.Equal(Hash(RelaxedBody(input)), DkimBodyHash.Compute(input).ToString());
    });

    [Fact]
    public async Task Sign_AnyMessage_IsVerifiedOrRefused()
    {
        using var signer = SharedKey.Signer();
        var verifier = new DkimVerifier(SharedKey.Keys);
        byte[][] samples = [.. Enumerable.Range(0, 20).Select(number => new RandomMail(number).Handmade())];
        for (var seed = 0; seed < Fuzzing.Iterations / 20; seed++)
        {
            var input = Fuzzing.Input(samples, seed);
            byte[] signed;
            try
            {
                signed = signer.Sign(input);
            }
            catch (ArgumentException)
            {
                continue;
            }

            var first = (await verifier.VerifyAsync(signed, TestContext.Current.CancellationToken)).Signatures[0];
            Assert.True(first.Failure is DkimFailure.None or DkimFailure.MalformedMessage, $"seed {seed}: {first.Failure}");
        }
    }

    private static byte[][] MakeSigned()
    {
        using var signer = SharedKey.Signer();
        return [.. Enumerable.Range(0, 20).Select(seed => signer.Sign(seed % 2 == 0 ? new RandomMail(seed).Composed() : new RandomMail(seed).Handmade()))];
    }

    // RFC 6376 §3.4.3 and §3.4.4, word for word, with bare line feeds read as line ends.
    private static string SimpleBody(byte[] body)
    {
        var text = LineEnds().Replace(Encoding.Latin1.GetString(body), "\r\n");
        return TrailingEmptyLines().Replace(text, "") + "\r\n";
    }

    private static string RelaxedBody(byte[] body)
    {
        var text = LineEnds().Replace(Encoding.Latin1.GetString(body), "\r\n");
        text = string.Join("\r\n", text.Split("\r\n").Select(line => Gaps().Replace(TrailingGap().Replace(line, ""), " ")));
        text = TrailingEmptyLines().Replace(text, "");
        return text.Length == 0 ? "" : text + "\r\n";
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.Latin1.GetBytes(text)));

    [GeneratedRegex("\r?\n")]
    private static partial Regex LineEnds();

    [GeneratedRegex("(\r\n)+\\z")]
    private static partial Regex TrailingEmptyLines();

    [GeneratedRegex("[ \t]+")]
    private static partial Regex Gaps();

    [GeneratedRegex("[ \t]+\\z")]
    private static partial Regex TrailingGap();
}
