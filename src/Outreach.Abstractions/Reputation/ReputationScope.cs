namespace Outreach;

/// <summary>Whose reputation is counted.</summary>
public enum ReputationScope
{
    /// <summary>A sender account; the key is its id, 32 hexadecimal digits.</summary>
    Sender = 0,

    /// <summary>The domain of sender accounts; the key is the domain in lower case.</summary>
    Domain = 1,

    /// <summary>A sending address (<see cref="SendingIp"/>); the key is the address.</summary>
    Ip = 2,
}
