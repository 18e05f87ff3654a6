using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach.Tests.Dkim;

public sealed class DkimOptionsTests
{
    private static readonly string Pem = CreatePem(2048);

    [Fact]
    public void Defaults_SignNothing()
    {
        Assert.Empty(new DkimOptions().Signatures);
        var signature = new DkimSignatureOptions();
        Assert.Empty(signature.SenderDomains);
        Assert.Null(signature.Lifetime);
    }

    public static TheoryData<string, DkimSignatureOptions> Bad => new()
    {
        { "no key is given: set PrivateKey or PrivateKeyFile", With(signature => signature.PrivateKey = null) },
        { "two keys are given", With(signature => signature.PrivateKeyFile = "dkim.pem") },
        { "not an RSA private key in PEM form", With(signature => signature.PrivateKey = "s3cr3t") },
        { "create one of at least 2048 bits", With(signature => signature.PrivateKey = CreatePem(1024)) },
        { "give the private key, not the public one", With(signature => signature.PrivateKey = CreatePublicPem()) },
        { "PrivateKeyFile can't be read", With(signature => (signature.PrivateKey, signature.PrivateKeyFile) = (null, "/no/such/file.pem")) },
        { "is no domain to sign for", With(signature => signature.Domain = "localhost") },
        { "DkimOptions.Signatures[0] (two words._domainkey.sender.example)", With(signature => signature.Selector = "two words") },
        { "SenderDomains has 'not a domain'", With(signature => signature.SenderDomains.Add("not a domain")) },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Validation_SaysWhichSignatureIsWrongAndWhatToDo_ButNeverTheKey(string message, DkimSignatureOptions signature)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Build(signature));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains("DkimOptions.Signatures[0] (", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", exception.Message, StringComparison.Ordinal);
        if (signature.PrivateKey is { } key)
        {
            Assert.DoesNotContain(key, exception.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AddDkim_Twice_AddsBothSignatures()
    {
        var services = new ServiceCollection();
        services.AddOutreach()
            .AddDkim(dkim => dkim.Signatures.Add(With(_ => { })))
            .AddDkim(dkim => dkim.Signatures.Add(With(signature => signature.Selector = "s2")));
        using var provider = services.BuildServiceProvider();

        Assert.Equal(["s1", "s2"], provider.GetRequiredService<IOptions<DkimOptions>>().Value.Signatures.Select(signature => signature.Selector));
        Assert.Single(services, service => service.ServiceType == typeof(IValidateOptions<DkimOptions>));
    }

    private static DkimSignatureOptions With(Action<DkimSignatureOptions> change)
    {
        var signature = new DkimSignatureOptions { Domain = "sender.example", Selector = "s1", PrivateKey = Pem };
        change(signature);
        return signature;
    }

    private static void Build(DkimSignatureOptions signature)
    {
        var services = new ServiceCollection();
        services.AddOutreach().AddDkim(dkim => dkim.Signatures.Add(signature));
        using var provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<IOptions<DkimOptions>>().Value;
    }

    private static string CreatePem(int bits)
    {
        using var key = RSA.Create(bits);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static string CreatePublicPem()
    {
        using var key = RSA.Create(2048);
        return key.ExportSubjectPublicKeyInfoPem();
    }
}
