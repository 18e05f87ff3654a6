namespace Outreach.Providers.Smtp.Tests;

/// <summary>In which pieces a scripted server sends what it says.</summary>
public enum Pace
{
    Whole,
    Lines,
    Bytes,
}
