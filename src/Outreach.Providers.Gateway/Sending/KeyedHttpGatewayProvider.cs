namespace Outreach.Providers.Gateway;

/// <summary>A gateway that is known to look at the key: a message whose answer was lost may be handed over again.</summary>
internal sealed class KeyedHttpGatewayProvider(GatewayApi api, TimeSpan keyLifetime) : HttpGatewayProvider(api), IKeyedProvider
{
    public TimeSpan KeyLifetime => keyLifetime;
}
