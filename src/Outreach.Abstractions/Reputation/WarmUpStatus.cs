namespace Outreach;

/// <summary>How far the warm-up of an address is.</summary>
public sealed record WarmUpStatus
{
    /// <summary>Gets the address.</summary>
    public required SendingIp Ip { get; init; }

    /// <summary>Gets the day of the plan today (UTC), from 1.</summary>
    public required int Day { get; init; }

    /// <summary>Gets how many messages may be sent today, or <see langword="null"/> for no limit.</summary>
    public required int? Volume { get; init; }

    /// <summary>Gets how many of them were sent today, or are being sent.</summary>
    public required long Used { get; init; }

    /// <summary>Gets what became of the messages of the last 24 hours.</summary>
    public required DeliveryTally LastDay { get; init; }

    /// <summary>Gets the pause that lasts, or <see langword="null"/>.</summary>
    public SendingPause? Pause { get; init; }
}
