using System.Buffers;
using System.Security.Cryptography;
using Outreach.TestServers;

namespace Outreach.Mime.Tests;

/// <summary>Random mail, signed here and verified by the programs of others. OUTREACH_LONG=1 makes it 10,000 messages.</summary>
public sealed class DkimIndependentVerifierTests : IDisposable
{
    private const string Domain = "signer.example";

    private static readonly int Count = Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1" ? 10_000 : 200;

    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-dkim").FullName;
    private readonly RSA _first = RSA.Create(2048);
    private readonly RSA _second = RSA.Create(3072);
    private readonly DkimSigner[] _signers;

    public DkimIndependentVerifierTests()
    {
        var forms = new[] { DkimCanonicalization.Relaxed, DkimCanonicalization.Simple };
        _signers = [.. forms.SelectMany(header => forms.Select(body => new DkimSigner(_first, new DkimSignerOptions
        {
            Domain = Domain,
            Selector = "one",
            HeaderCanonicalization = header,
            BodyCanonicalization = body,
        }))), new DkimSigner(_second, new DkimSignerOptions { Domain = "other." + Domain, Selector = "two.x", Lifetime = TimeSpan.FromDays(7) })];
        File.WriteAllLines(KeyFile, Keys().Select(pair => $"{pair.Key} {pair.Value}"));
    }

    private string KeyFile => Path.Combine(_folder, "keys");

    [Fact]
    public async Task Sign_RandomMail_IsAcceptedByDkimPyAndRejectedAfterAChange()
    {
        SkipIf(await IndependentVerifiers.MissingDkimPyAsync());
        await CheckAsync(IndependentVerifiers.VerifyWithDkimPyAsync, seed => new RandomMail(seed) { EndsWithLine = true });
    }

    [Fact]
    public async Task Sign_RandomMail_IsAcceptedByMailDkimAndRejectedAfterAChange()
    {
        SkipIf(await IndependentVerifiers.MissingMailDkimAsync());
        await CheckAsync(IndependentVerifiers.VerifyWithMailDkimAsync, seed => new RandomMail(seed) { EndsWithLine = true });
    }

    [Fact]
    public async Task Sign_RandomMail_IsAcceptedByOpenDkimAndRejectedAfterAChange()
    {
        SkipIf(await IndependentVerifiers.MissingOpenDkimAsync());
        await CheckAsync(IndependentVerifiers.VerifyWithOpenDkimAsync, seed => new RandomMail(seed) { EndsWithLine = true, IsForFilter = true });
    }

    [Fact]
    public Task Verify_RandomMail_PassesAndFailsAfterAChange() => CheckAsync(VerifyHereAsync, seed => new RandomMail(seed));

    public void Dispose()
    {
        foreach (var signer in _signers)
        {
            signer.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static void SkipIf(string? missing)
    {
        if (missing is not null)
        {
            Tool.Skip(missing);
        }
    }

    private async Task CheckAsync(Func<string, IReadOnlyList<string>, Task<Dictionary<string, VerifierAnswer>>> verifyAsync, Func<int, RandomMail> make)
    {
        var expected = new Dictionary<string, VerifierAnswer>();
        for (var seed = 0; seed < Count; seed++)
        {
            // Every fifth message has two signatures.
            var signers = seed % 5 == 0 ? new[] { _signers[seed % 4], _signers[^1] } : [_signers[seed % 4]];
            var mail = make(seed);
            var signed = Sign(seed % 2 == 0 ? mail.Composed() : mail.Handmade(), signers);
            var name = Path.Combine(_folder, $"{seed}.eml");
            await File.WriteAllBytesAsync(name, signed);
            expected[name] = new VerifierAnswer(signers.Length, signers.Length);
            var changed = SignedChange.Make(
                signed,
                signers.Any(signer => signer.Options.HeaderCanonicalization == DkimCanonicalization.Relaxed),
                signers.Any(signer => signer.Options.BodyCanonicalization == DkimCanonicalization.Relaxed),
                new Random(seed),
                forFilter: mail.IsForFilter);
            await File.WriteAllBytesAsync(name + ".changed", changed);
            expected[name + ".changed"] = default;
        }

        var actual = await verifyAsync(KeyFile, [.. expected.Keys]);
        var refused = expected.Where(pair => pair.Value.Passed > 0 && actual[pair.Key] != pair.Value).Select(pair => Path.GetFileName(pair.Key)).ToList();
        var overlooked = expected.Where(pair => pair.Value.Passed == 0 && actual[pair.Key].Passed > 0).Select(pair => Path.GetFileName(pair.Key)).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Count - refused.Count} of {Count} signed messages accepted, {Count - overlooked.Count} of {Count} changed ones rejected");
        Assert.Empty(refused);
        Assert.Empty(overlooked);
    }

    private static byte[] Sign(byte[] message, DkimSigner[] signers)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var signer in signers)
        {
            signer.Sign(message, output);
        }

        output.Write(message);
        return output.WrittenSpan.ToArray();
    }

    private async Task<Dictionary<string, VerifierAnswer>> VerifyHereAsync(string keyFile, IReadOnlyList<string> files)
    {
        var verifier = new DkimVerifier(new FixedKeys(Keys()));
        var results = new Dictionary<string, VerifierAnswer>();
        foreach (var file in files)
        {
            var verification = await verifier.VerifyAsync(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            results[file] = new VerifierAnswer(verification.Signatures.Count(signature => signature.Status == DkimStatus.Pass), verification.Signatures.Count);
        }

        return results;
    }

    private Dictionary<string, string> Keys() => new()
    {
        [$"one._domainkey.{Domain}"] = "v=DKIM1; k=rsa; p=" + Convert.ToBase64String(_first.ExportSubjectPublicKeyInfo()),
        [$"two.x._domainkey.other.{Domain}"] = "v=DKIM1; h=sha256; p=" + Convert.ToBase64String(_second.ExportSubjectPublicKeyInfo()),
    };
}
