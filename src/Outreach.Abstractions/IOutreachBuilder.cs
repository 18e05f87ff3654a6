using Microsoft.Extensions.DependencyInjection;

namespace Outreach;

/// <summary>Adds parts of Outreach to a host's services. Returned by <c>AddOutreach()</c>; adapters extend it with <c>Add…</c> and <c>Use…</c> methods.</summary>
public interface IOutreachBuilder
{
    /// <summary>Gets the host's service collection.</summary>
    IServiceCollection Services { get; }
}
