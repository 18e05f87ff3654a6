namespace Outreach;

/// <summary>The tenant that every entity belongs to. Hosts with one tenant use <see cref="DefaultId"/> and never see more of it.</summary>
public static class Organisation
{
    /// <summary>Gets the organisation used when a host names none.</summary>
    public static Guid DefaultId { get; } = new("00000000-0000-7000-8000-000000000001");
}
