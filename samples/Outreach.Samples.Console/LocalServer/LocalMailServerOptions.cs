namespace Outreach.Samples;

/// <summary>Settings of the local mail server.</summary>
internal sealed record LocalMailServerOptions
{
    /// <summary>Gets the port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Gets the user name that clients must give, or <see langword="null"/> to let everybody in.</summary>
    public string? UserName { get; init; }

    /// <summary>Gets the password that goes with <see cref="UserName"/>.</summary>
    public string? Password { get; init; }
}
