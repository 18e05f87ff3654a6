namespace Outreach.Deliverability;

/// <summary>Limits of an evaluation (RFC 7208 §4.6.4).</summary>
internal static class SpfLimits
{
    public const int Lookups = 10;
    public const int VoidLookups = 2;
    public const int MxNames = 10;
    public const int PtrNames = 10;
}
