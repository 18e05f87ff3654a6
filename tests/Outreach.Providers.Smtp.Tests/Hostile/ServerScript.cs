namespace Outreach.Providers.Smtp.Tests;

/// <summary>
/// What a server does, one connection after the other, and what must come of it. The lines of a connection:
/// <c>S text</c> says a line; <c>R text</c> says octets as they are; <c>C prefix</c> reads a line that begins so; <c>body</c> reads a message
/// to its end; <c>bdat</c> reads a chunk; <c>tls</c> does a handshake; <c>close</c>, <c>reset</c>; <c>hold</c> waits until the client closes;
/// <c>flood text</c> says a line until the client closes; <c>drip text</c> says octets slowly, until the client closes.
/// </summary>
public sealed class ServerScript(string name, params string[] connections)
{
    public string Name { get; } = name;

    public IReadOnlyList<string> Connections { get; } = connections;

    /// <summary>Gets how many messages are sent, one after the other; the expectations are about the last.</summary>
    public int Messages { get; init; } = 1;

    public HandOverPhase Phase { get; init; } = HandOverPhase.NotHandedOver;

    public FailureKind? Failure { get; init; } = FailureKind.Transient;

    /// <summary>Gets what the reply's text must have in it.</summary>
    public string Text { get; init; } = "";

    /// <summary>Gets how many ends of messages the server must have seen.</summary>
    public int Ends { get; init; }

    public Action<SmtpOptions>? Configure { get; init; }

    public string Content { get; init; } = "Subject: x\r\n\r\nbody\r\n";

    public bool ImplicitTls { get; init; }

    /// <summary>Gets whether the server's certificate has another name than the one asked for.</summary>
    public bool HasOtherName { get; init; }

    /// <summary>Gets whether the script makes sense only if each saying arrives whole.</summary>
    public bool OnlyWhole { get; init; }

    public override string ToString() => Name;
}
