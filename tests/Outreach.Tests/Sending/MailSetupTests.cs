using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Tests.Sending;

/// <summary>What the host's settings say about its mail.</summary>
public sealed class MailSetupTests
{
    [Fact]
    public void Setup_TellsKeysOneClickAndEncryption()
    {
        var services = new ServiceCollection();
        services.AddKeyedSingleton<IMessageProvider>("open", new Provider(false));
        services.AddKeyedSingleton<IMessageProvider>("safe", new Provider(true));
        services.AddOutreach(static outreach => outreach.PublicBaseUri = new Uri("https://mail.example.com")).UseInMemoryStore();
        services.Configure<DkimOptions>(static dkim =>
        {
            dkim.Signatures.Add(new DkimSignatureOptions { Domain = "example.com", Selector = "s1" });
            dkim.Signatures.Add(new DkimSignatureOptions { Domain = "service.test", Selector = "all", SenderDomains = { "*" } });
        });
        using var provider = services.BuildServiceProvider();
        var setup = provider.GetRequiredService<IMailSetup>();

        Assert.True(setup.HasOneClickUnsubscribe);
        Assert.Equal([new SigningKeyName("example.com", "s1"), new SigningKeyName("service.test", "all")], setup.SigningKeysOf("news.example.com"));
        Assert.Equal([new SigningKeyName("service.test", "all")], setup.SigningKeysOf("example.org"));
        Assert.Equal([false, true, null], ((string[])["open", "safe", "none"]).Select(setup.IsEncrypted));
    }

    private sealed class Provider(bool isEncrypted) : IMessageProvider, ITransportSecurity
    {
        public Channel Channel => Channel.Email;

        public bool? IsEncrypted => isEncrypted;

        public Task<HandOverResult> SendAsync(OutgoingMessage message, ISendAttempt attempt, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
