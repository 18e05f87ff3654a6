using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Outreach.Events.RabbitMq;

/// <summary>Connects to the broker. Reconnecting is the callers' work: they know what was not confirmed.</summary>
internal sealed class RabbitMqConnector(IOptions<RabbitMqOptions> options)
{
    public RabbitMqOptions Options => options.Value;

    public Task<IConnection> ConnectAsync(string purpose, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            HostName = Options.HostName,
            Port = Options.Port,
            VirtualHost = Options.VirtualHost,
            UserName = Options.UserName,
            Password = Options.Password,
            ClientProvidedName = "outreach " + purpose,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedConnectionTimeout = Options.Timeout,
            ContinuationTimeout = Options.Timeout,
            HandshakeContinuationTimeout = Options.Timeout,
            RequestedHeartbeat = TimeSpan.FromSeconds(20),
            Ssl = Tls(),
        };
        return factory.CreateConnectionAsync(cancellationToken);
    }

    /// <summary>Opens a channel on which publishing waits for the broker's confirmation.</summary>
    public static Task<IChannel> OpenConfirmingAsync(IConnection connection, CancellationToken cancellationToken) => connection.CreateChannelAsync(
        new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null),
        cancellationToken);

    /// <summary>Closes without caring how that ends: the connection may be broken already.</summary>
    public static async ValueTask CloseAsync(IConnection? connection)
    {
        if (connection is null)
        {
            return;
        }

        try
        {
            await connection.CloseAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Gone is what it should be.
        }

        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private SslOption Tls()
    {
        var tls = new SslOption(Options.HostName, enabled: Options.UseTls);
        if (Options.TrustedRoots is { } roots)
        {
            tls.CertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors, roots);
        }

        return tls;
    }

    /// <summary>The chain is built on the given roots only; the name and all else must be right as always.</summary>
    private static bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors, X509Certificate2Collection roots)
    {
        if (certificate is not X509Certificate2 own || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(own);
    }
}
