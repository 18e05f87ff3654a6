using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using Outreach.TestServers;

namespace Outreach.Mime.Tests;

/// <summary>Signatures and canonical forms on which other implementations agree.</summary>
public sealed class DkimConformanceTests
{
    // docs/reference/mime.md gives the reasons.
    private static readonly string[] Exceptions = ["opendkim-t-test119"];

    [Fact]
    public async Task Verify_MessagesOfTheCorpus_GivesWhatOtherVerifiersGive()
    {
        using var cases = ConformanceCorpus.Json("dkim", "cases.json");
        var failed = new List<string>();
        var run = 0;
        var contested = 0;
        foreach (var test in cases.RootElement.EnumerateArray())
        {
            var id = test.GetProperty("id").GetString()!;
            var keys = test.GetProperty("dns").EnumerateObject().ToDictionary(record => record.Name, record => record.Value.GetString()!);
            var bytes = File.ReadAllBytes(ConformanceCorpus.PathOf(["dkim", .. test.GetProperty("message").GetString()!.Split('/')]));
            var result = await new DkimVerifier(new FixedKeys(keys)).VerifyAsync(bytes, TestContext.Current.CancellationToken);
            var expected = test.GetProperty("expected_modern").GetString()!;
            run++;
            contested += test.GetProperty("confidence").GetString() == "firm" ? 0 : 1;
            if (!result.Status.ToString().Equals(expected, StringComparison.OrdinalIgnoreCase))
            {
                failed.Add(id);
                TestContext.Current.TestOutputHelper!.WriteLine(
                    $"{id}: expected {expected}, is {result.Status}: {string.Join(" | ", result.Signatures)}");
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"contested among them: {contested}");
        ConformanceCorpus.Report("dkim signatures", run, failed, 0, Exceptions);
    }

    [Fact]
    public void Canonicalize_TextsOfTheCorpus_GivesWhatOtherSignersGive()
    {
        using var cases = ConformanceCorpus.Json("dkim", "canonicalization.json");
        var failed = new List<string>();
        var (run, skipped) = (0, 0);
        foreach (var group in cases.RootElement.EnumerateObject())
        {
            foreach (var test in group.Value.EnumerateArray())
            {
                if (Check(group.Name, test) is not { } passed)
                {
                    skipped++;
                    continue;
                }

                run++;
                if (!passed)
                {
                    failed.Add($"{group.Name} {test}");
                }
            }
        }

        ConformanceCorpus.Report("dkim canonical forms", run, failed, skipped, Exceptions);
    }

    // Null where a message of the case is not in the corpus.
    private static bool? Check(string group, JsonElement test) => group switch
    {
        "simpleCanonicalizerBodyTests" => BodyHashIs(test, DkimCanonicalization.Simple),
        "relaxedCanonicalizerBodyTests" => BodyHashIs(test, DkimCanonicalization.Relaxed),
        "relaxedCanonicalizerHeaderTests" => Header(test.GetProperty("input").GetString()!) == test.GetProperty("canonical").GetString(),
        _ => test.GetProperty("body").GetString() is { } body ? Hash(body, test) == test.GetProperty("bh").GetString() : null,
    };

    private static bool BodyHashIs(JsonElement test, DkimCanonicalization canonicalization)
    {
        var canonical = Encoding.UTF8.GetBytes(test.GetProperty("canonical").GetString()!);
        var hash = DkimBodyHash.Compute(Encoding.UTF8.GetBytes(test.GetProperty("input").GetString()!), canonicalization);
        return hash.ToString() == Convert.ToBase64String(SHA256.HashData(canonical));
    }

    private static string Header(string input)
    {
        var field = Encoding.UTF8.GetBytes(input.TrimEnd('\r', '\n'));
        var to = new byte[2 * field.Length];
        var name = input[..input.IndexOf(':', StringComparison.Ordinal)].TrimEnd().Length;
        return Encoding.UTF8.GetString(to, 0, DkimHeaders.Write(field, name, DkimCanonicalization.Relaxed, to)) + "\r\n";
    }

    private static string Hash(string body, JsonElement test)
    {
        var algorithm = test.GetProperty("alg").GetString() == "sha1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        using var hash = IncrementalHash.CreateHash(algorithm);
        var canonicalization = test.GetProperty("canon").GetString() == "simple" ? DkimCanonicalization.Simple : DkimCanonicalization.Relaxed;
        var limit = test.GetProperty("l").ValueKind == JsonValueKind.Number ? test.GetProperty("l").GetInt64() : long.MaxValue;
        DkimBody.Append(Encoding.UTF8.GetBytes(body), canonicalization, limit, hash);
        return Convert.ToBase64String(hash.GetHashAndReset());
    }
}
