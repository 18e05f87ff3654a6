using Microsoft.Extensions.DependencyInjection;

namespace Outreach;

internal sealed class OutreachBuilder(IServiceCollection services) : IOutreachBuilder
{
    public IServiceCollection Services { get; } = services;
}
