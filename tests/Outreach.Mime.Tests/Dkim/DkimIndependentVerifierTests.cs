using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Mime.Tests;

/// <summary>Random mail, signed here and verified by the programs of others. OUTREACH_LONG=1 makes it 10,000 messages.</summary>
public sealed class DkimIndependentVerifierTests : IDisposable
{
    private const string Domain = "signer.example";

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("OUTREACH_LONG") == "1";

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
        var missing = await IndependentVerifiers.MissingDkimPyAsync();
        if (missing is not null)
        {
            Tool.Skip(missing);
        }

        await CheckAsync(IsLong ? 10_000 : 300, changes: IsLong ? 10_000 : 200, IndependentVerifiers.VerifyWithDkimPyAsync);
    }

    [Fact]
    public async Task Sign_RandomMail_IsAcceptedByOpenDkimAndRejectedAfterAChange()
    {
        var missing = IndependentVerifiers.MissingOpenDkim();
        if (missing is not null)
        {
            Tool.Skip(missing);
        }

        await CheckAsync(IsLong ? 10_000 : 60, changes: IsLong ? 10_000 : 30, IndependentVerifiers.VerifyWithOpenDkimAsync, isForFilter: true);
    }

    [Fact]
    public async Task Verify_RandomMail_PassesAndFailsAfterAChange()
    {
        await CheckAsync(IsLong ? 10_000 : 300, IsLong ? 10_000 : 300, VerifyHereAsync);
    }

    public void Dispose()
    {
        foreach (var signer in _signers)
        {
            signer.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task CheckAsync(
        int count, int changes, Func<string, IReadOnlyList<string>, Task<Dictionary<string, bool>>> verifyAsync, bool isForFilter = false)
    {
        var expected = new Dictionary<string, bool>();
        for (var seed = 0; seed < count; seed++)
        {
            var signed = Sign(seed, isForFilter);
            var name = Path.Combine(_folder, $"{seed}.eml");
            await File.WriteAllBytesAsync(name, signed);
            expected[name] = true;
            if (seed < changes)
            {
                await File.WriteAllBytesAsync(name + ".changed", Change(signed, seed));
                expected[name + ".changed"] = false;
            }
        }

        var actual = await verifyAsync(KeyFile, [.. expected.Keys]);
        var wrong = expected.Where(pair => actual[pair.Key] != pair.Value).Select(pair => Path.GetFileName(pair.Key)).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine($"{count} accepted, {changes} changed ones rejected, but for {wrong.Count}");
        Assert.Empty(wrong);
    }

    // Every fifth message has two signatures.
    private byte[] Sign(int seed, bool isForFilter)
    {
        var mail = new RandomMail(seed) { IsForFilter = isForFilter };
        var message = seed % 2 == 0 ? mail.Composed() : mail.Handmade();
        var output = new ArrayBufferWriter<byte>();
        if (seed % 5 == 0)
        {
            _signers[^1].Sign(message, output);
        }

        _signers[seed % 4].Sign(message, output);
        output.Write(message);
        return output.WrittenSpan.ToArray();
    }

    // One letter of a signed field or of the body becomes another, or a field that was signed as absent is added.
    private static byte[] Change(byte[] signed, int seed)
    {
        var random = new Random(seed);
        var message = (byte[])signed.Clone();
        if (seed % 7 == 0)
        {
            var name = DkimSignerOptions.DefaultOverSignedHeaders[random.Next(1, DkimSignerOptions.DefaultOverSignedHeaders.Count)];
            return [.. Encoding.ASCII.GetBytes($"{name}: <x@evil.example>\r\n"), .. message];
        }

        var fields = new HeaderEntry[200];
        var count = DkimHeaders.Read(message, fields, out var bodyStart);
        var places = Enumerable.Range(0, count).Where(index => IsSigned(message, fields[index]))
            .SelectMany(index => Enumerable.Range(fields[index].Start, fields[index].End - fields[index].Start))
            .Concat(Enumerable.Range(bodyStart, message.Length - bodyStart)).Where(index => char.IsAsciiLetterOrDigit((char)message[index])).ToList();
        var place = places[random.Next(places.Count)];
        message[place] = message[place] is (byte)'q' or (byte)'Q' ? (byte)'7' : (byte)'q';
        return message;
    }

    private static bool IsSigned(byte[] message, HeaderEntry field)
    {
        var name = Encoding.ASCII.GetString(message, field.Start, field.NameLength);
        return DkimSignerOptions.DefaultSignedHeaders.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    private async Task<Dictionary<string, bool>> VerifyHereAsync(string keyFile, IReadOnlyList<string> files)
    {
        var verifier = new DkimVerifier(new FixedKeys(Keys()));
        var results = new Dictionary<string, bool>();
        foreach (var file in files)
        {
            var verification = await verifier.VerifyAsync(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
            results[file] = verification.Signatures.Count > 0 && verification.Signatures.All(signature => signature.Status == DkimStatus.Pass);
        }

        return results;
    }

    private Dictionary<string, string> Keys() => new()
    {
        [$"one._domainkey.{Domain}"] = "v=DKIM1; k=rsa; p=" + Convert.ToBase64String(_first.ExportSubjectPublicKeyInfo()),
        [$"two.x._domainkey.other.{Domain}"] = "v=DKIM1; h=sha256; p=" + Convert.ToBase64String(_second.ExportSubjectPublicKeyInfo()),
    };
}
