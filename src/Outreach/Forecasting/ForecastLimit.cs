namespace Outreach;

/// <summary>Something that puts messages off.</summary>
public sealed record ForecastLimit
{
    /// <summary>Gets the code of <see cref="ReasonCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>Gets what is limited, such as <c>sender/{id}</c> or <c>provider/gmail/3600</c>; empty if the code says it all.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how often a message was put off.</summary>
    public required long Deferrals { get; init; }

    /// <summary>Gets on how many days (UTC).</summary>
    public required int Days { get; init; }
}
