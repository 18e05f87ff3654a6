using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outreach.Mime;
using Outreach.Mime.Tests;
using Outreach.Tests.Sending;
using Outreach.Testing;
using Outreach.TestServers;

namespace Outreach.Tests.Dkim;

public sealed class DkimSendingTests : IDisposable
{
    private readonly RSA _own = RSA.Create(2048);
    private readonly RSA _service = RSA.Create(2048);
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-dkim").FullName;

    [Fact]
    public async Task Mail_CarriesEverySignatureThatItsSenderGets_AndEachIsRight()
    {
        var mail = Assert.Single(await SendAsync("ada@sender.example", Both));

        var verified = await VerifyAsync(mail);
        Assert.Equal(DkimStatus.Pass, verified.Status);
        Assert.Equal(
            [("sender.example", "s1"), ("service.example", "s2")],
            verified.Signatures.Select(signature => (signature.Domain, signature.Selector)));
        Assert.All(verified.Signatures, signature => Assert.Equal(DkimStatus.Pass, signature.Status));
    }

    [Fact]
    public async Task Mail_OfASubdomain_IsSignedByTheDomainAbove()
    {
        var mail = Assert.Single(await SendAsync("ada@news.sender.example", Both));

        Assert.Contains("d=sender.example;", Text(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_OfAnotherDomain_IsNotSignedByIt()
    {
        var mail = Assert.Single(await SendAsync("ada@notsender.example", Both));

        Assert.DoesNotContain("d=sender.example;", Text(mail), StringComparison.Ordinal);
        Assert.Contains("d=service.example;", Text(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_WithoutSignatures_IsAsItWasComposed()
    {
        var mail = Assert.Single(await SendAsync("ada@sender.example", _ => { }));

        Assert.DoesNotContain("DKIM-Signature", Text(mail), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task SignedMail_IsAcceptedByDkimPy()
    {
        if (await IndependentVerifiers.MissingDkimPyAsync() is { } missing)
        {
            Tool.Skip(missing);
        }

        var mail = Assert.Single(await SendAsync("ada@sender.example", Both));
        var keys = Path.Combine(_folder, "keys");
        await File.WriteAllLinesAsync(
            keys,
            [$"s1._domainkey.sender.example {Record(_own)}", $"s2._domainkey.service.example {Record(_service)}"],
            TestContext.Current.CancellationToken);
        var file = Path.Combine(_folder, "mail.eml");
        await File.WriteAllBytesAsync(file, mail.Content.ToArray(), TestContext.Current.CancellationToken);

        var verdicts = await IndependentVerifiers.VerifyWithDkimPyAsync(keys, [file]);

        Assert.Equal(new VerifierAnswer(Passed: 2, Signatures: 2), verdicts[file]);
    }

    public void Dispose()
    {
        _own.Dispose();
        _service.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Text(RecordedEmail mail) => Encoding.UTF8.GetString(mail.Content.Span);

    private static string Record(RSA key) => "v=DKIM1; k=rsa; p=" + Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    private static async Task<IReadOnlyList<RecordedEmail>> SendAsync(string sender, Action<DkimOptions> configure)
    {
        await using var fixture = new EngineFixture(services => services.AddOutreach().AddDkim(configure));
        fixture.Sender = SenderAccount.Create("Ada", sender, "primary");
        await fixture.AddContactsAsync("anna@a.example");
        await fixture.StartCampaignAsync();
        await fixture.Engine.RunDueAsync(cancellationToken: TestContext.Current.CancellationToken);
        return [.. fixture.Provider.Taken];
    }

    private void Both(DkimOptions options)
    {
        options.Signatures.Add(new DkimSignatureOptions { Domain = "sender.example", Selector = "s1", PrivateKey = _own.ExportPkcs8PrivateKeyPem() });
        var file = Path.Combine(_folder, "service.pem");
        File.WriteAllText(file, _service.ExportRSAPrivateKeyPem());
        options.Signatures.Add(new DkimSignatureOptions
        {
            Domain = "service.example",
            Selector = "s2",
            PrivateKeyFile = file,
            SenderDomains = { "*" },
        });
    }

    private async Task<DkimVerification> VerifyAsync(RecordedEmail mail) =>
        await new DkimVerifier(new Keys(this), new FixedClock()).VerifyAsync(mail.Content, TestContext.Current.CancellationToken);

    private sealed class Keys(DkimSendingTests owner) : IDkimKeyLookup
    {
        public ValueTask<DkimKeyRecords> FindAsync(string name, CancellationToken cancellationToken = default) => ValueTask.FromResult(name switch
        {
            "s1._domainkey.sender.example" => DkimKeyRecords.Found(Record(owner._own)),
            "s2._domainkey.service.example" => DkimKeyRecords.Found(Record(owner._service)),
            _ => throw new ArgumentException($"Nobody signs with {name}.", nameof(name)),
        });
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => EngineFixture.Start;
    }
}
