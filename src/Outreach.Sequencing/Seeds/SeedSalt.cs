namespace Outreach.Sequencing;

/// <summary>Tells apart what seeds are derived for. Fixed for ever, like <see cref="StableSeed"/>.</summary>
internal static class SeedSalt
{
    internal const ulong Variant = 1;
    internal const ulong Spread = 2;
    internal const ulong Retry = 3;
    internal const ulong Pace = 4;
    internal const ulong Content = 5;
}
