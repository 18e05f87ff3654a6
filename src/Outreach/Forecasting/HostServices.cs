using Microsoft.Extensions.DependencyInjection;

namespace Outreach;

/// <summary>What the host has registered, so that a forecast runs with the host's own gates, templates and options.</summary>
internal sealed class HostServices(IServiceCollection services)
{
    public IServiceCollection Services => services;
}
