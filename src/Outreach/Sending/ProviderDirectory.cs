using Microsoft.Extensions.DependencyInjection;

namespace Outreach;

/// <summary>Finds providers by the name under which the host registered them.</summary>
internal sealed class ProviderDirectory(IServiceProvider services)
{
    public IMessageProvider? Find(string name) => services.GetKeyedService<IMessageProvider>(name);
}
