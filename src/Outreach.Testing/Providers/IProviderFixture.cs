namespace Outreach.Testing;

/// <summary>
/// Supplied by the author of a provider, so that the conformance kit can test it: a server on the loopback interface that is as strict as the real
/// one, and the provider that talks to it. <see cref="HttpProviderFixture"/> does most of it for providers on HTTP.
/// </summary>
public interface IProviderFixture : IAsyncDisposable
{
    /// <summary>Gets the port on which the server listens, without TLS.</summary>
    int Port { get; }

    /// <summary>Gets how many messages the server has received whole, whatever it answered.</summary>
    int ReceivedCount { get; }

    /// <summary>Gets how many messages the server saw begin, whole or not.</summary>
    int BegunCount { get; }

    /// <summary>Gets what was wrong with what the server received; empty for a correct provider.</summary>
    IReadOnlyCollection<string> Faults { get; }

    /// <summary>Gets the ways in which the server can refuse. They must cover every <see cref="FailureKind"/> that the provider can report.</summary>
    IReadOnlyList<ProviderRefusal> Refusals { get; }

    /// <summary>Gets the kinds that this provider never reports; each needs a reason in the fixture.</summary>
    IReadOnlyCollection<FailureKind> ImpossibleKinds { get; }

    /// <summary>Says what the server does with messages from now on.</summary>
    /// <param name="behaviour">What it does. At first it accepts.</param>
    /// <param name="refusal">How it refuses, one of <see cref="Refusals"/>.</param>
    void Behave(ProviderBehaviour behaviour, ProviderRefusal? refusal = null);

    /// <summary>Sets the counts back to none.</summary>
    void Forget();

    /// <summary>Makes the provider; the fixture disposes it.</summary>
    /// <param name="port">Where it must connect to: the server's port, or that of a relay in front of it.</param>
    /// <param name="answerTimeout">How long it must wait for an answer.</param>
    IMessageProvider CreateProvider(int port, TimeSpan answerTimeout);

    /// <summary>Makes a message that the server accepts; a short one, since the kit breaks it at every byte.</summary>
    OutgoingMessage CreateMessage();
}
