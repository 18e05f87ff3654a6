namespace Outreach;

/// <summary>Small named values that live and are backed up with the data, such as the time that a virtual run has reached.</summary>
public interface IMetadataStore
{
    /// <summary>Gets a value, or <see langword="null"/>.</summary>
    Task<string?> GetAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Sets a value durably.</summary>
    Task SetAsync(string name, string value, CancellationToken cancellationToken = default);

    /// <summary>Gets a value, or stores the one given if there is none, in one step: several processes that ask get the same answer.</summary>
    Task<string> GetOrAddAsync(string name, string value, CancellationToken cancellationToken = default);
}
