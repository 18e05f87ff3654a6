using Microsoft.Extensions.DependencyInjection;
using Outreach.Tracking;

namespace Outreach;

/// <summary>
/// Finds the maker of tokens: the host's own, or one whose key was made by the first process that needed it and is kept with the data.
/// </summary>
internal sealed class TokenSource(IServiceProvider services, IMetadataStore metadata)
{
    private const string KeyRingName = "token-keys";

    private ITokenProtector? _protector = services.GetService<ITokenProtector>();

    public async ValueTask<ITokenProtector> GetAsync(CancellationToken cancellationToken) =>
        _protector ??= await LoadAsync(cancellationToken).ConfigureAwait(false);

    private async Task<ITokenProtector> LoadAsync(CancellationToken cancellationToken)
    {
        var stored = await metadata.GetAsync(KeyRingName, cancellationToken).ConfigureAwait(false)
            ?? await metadata.GetOrAddAsync(KeyRingName, TokenKeyRing.Generate().Export(), cancellationToken).ConfigureAwait(false);
        return TokenKeyRing.TryParse(stored, out var ring)
            ? new TokenProtector(ring)
            : throw new OutreachStorageException(
                $"The token keys in the store (metadata '{KeyRingName}') can't be read; restore that value from a backup, or links that were sent stop working.");
    }
}
