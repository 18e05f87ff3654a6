namespace Outreach;

/// <summary>Names of the values in <see cref="IMetadataStore"/> that stores themselves read.</summary>
public static class MetadataNames
{
    /// <summary>
    /// The generation of the database: a whole number in invariant digits, 1 when nothing is stored. Whoever restores a backup raises it;
    /// intents of workers that started before are then refused with <see cref="IntentVerdict.GenerationChanged"/>.
    /// </summary>
    public const string Generation = "generation";

    /// <summary>
    /// The installation's key of hashed suppressions (<see cref="SuppressionHash"/>), made when the first person is erased. While it is lost,
    /// erased people who are imported again are not recognised.
    /// </summary>
    public const string SuppressionKey = "suppression-key";
}
