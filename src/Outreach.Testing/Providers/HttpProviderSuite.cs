using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Outreach.Testing;

/// <summary>What every provider on HTTP must do beside <see cref="ProviderSuite{TFixture}"/>: keep requests from being repeated by handlers of the host.</summary>
/// <typeparam name="TFixture">Makes the provider and the server that it talks to.</typeparam>
public abstract class HttpProviderSuite<TFixture> : ProviderSuite<TFixture>
    where TFixture : HttpProviderFixture, new()
{
    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_WhenTheHostRepeatsRequestsByDefault_IsNeverRepeated()
    {
        Fixture.Behave(ProviderBehaviour.Close);
        var services = Fixture.CreateServices(Fixture.Port, TimeSpan.FromMinutes(2), static host =>
        {
            host.AddTransient<RepeatingHandler>();
            host.ConfigureHttpClientDefaults(static client => client.AddHttpMessageHandler<RepeatingHandler>());
        });

        await AssertInDoubtAsync(services);
    }

    [Fact]
    public async Task Send_WhenAHandlerOfItsOwnClientRepeatsRequests_IsNeverRepeated()
    {
        Fixture.Behave(ProviderBehaviour.Close);
        var services = Fixture.CreateServices(Fixture.Port, TimeSpan.FromMinutes(2), host =>
        {
            host.AddTransient<RepeatingHandler>();
            host.AddHttpClient(Fixture.ClientName).AddHttpMessageHandler<RepeatingHandler>();
        });

        await AssertInDoubtAsync(services);
    }

    [Fact]
    public async Task Send_WhenRedirected_GoesNowhereElse()
    {
        Fixture.Behave(ProviderBehaviour.Redirect);
        var provider = Fixture.CreateProvider(Fixture.Port, TimeSpan.FromMinutes(2));

        var result = await provider.SendAsync(Fixture.CreateMessage(), new ProviderAttempt(), TestEnd);

        Assert.Equal((HandOverPhase.Answered, (FailureKind?)FailureKind.Authentication), (result.Phase, result.Failure));
        Assert.Equal((1, 1), (Fixture.BegunCount, Fixture.ReceivedCount));
    }

    private async Task AssertInDoubtAsync(ServiceProvider services)
    {
        var attempt = new ProviderAttempt();

        var result = await HttpProviderFixture.ProviderOf(services).SendAsync(Fixture.CreateMessage(), attempt, TestEnd);

        Assert.Equal((HandOverPhase.HandedOver, null), (result.Phase, result.Failure));
        Assert.Equal((1, 1), (attempt.Asked, Fixture.ReceivedCount));
    }

    /// <summary>Does what resilience handlers do by default: asks again after a failure.</summary>
    private sealed class RepeatingHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await base.SendAsync(request, cancellationToken);
                }
                catch (HttpRequestException) when (attempt < 3)
                {
                    // Again.
                }
            }
        }
    }
}
