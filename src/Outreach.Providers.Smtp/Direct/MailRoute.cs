using System.Diagnostics;

namespace Outreach.Providers.Smtp;

/// <summary>Where the mail of a domain goes. Immutable.</summary>
internal sealed class MailRoute
{
    /// <summary>How many mail exchangers of a domain are looked at; the others are of no use to anybody.</summary>
    public const int MostHosts = 64;

    private readonly MailExchanger[] _hosts = [];

    public MailRoute(ReadOnlySpan<MailExchanger> hosts, SmtpSecurity security)
    {
        _hosts = hosts[..Math.Min(hosts.Length, MostHosts)].ToArray();
        Security = security;
    }

    public MailRoute(HandOverResult refusal) => Refusal = refusal;

    /// <summary>Gets why no message can go to the domain, or <see langword="null"/>.</summary>
    public HandOverResult? Refusal { get; }

    public SmtpSecurity Security { get; }

    public int Count => _hosts.Length;

    /// <summary>Gets or sets until when the route holds, on the clock's timestamps.</summary>
    public long Expires { get; init; }

    /// <summary>
    /// Gives the host that is tried in a turn: by preference, and among equals by chance, so that the load spreads (RFC 5321 §5.1).
    /// </summary>
    /// <param name="turn">0 to <see cref="Count"/> - 1.</param>
    /// <param name="seed">Decides the order; the same seed gives the same.</param>
    public string HostAt(int turn, int seed)
    {
        Debug.Assert(turn < _hosts.Length, "The caller counts.");
        var first = turn;
        while (first > 0 && _hosts[first - 1].Preference == _hosts[turn].Preference)
        {
            first--;
        }

        var end = turn + 1;
        while (end < _hosts.Length && _hosts[end].Preference == _hosts[turn].Preference)
        {
            end++;
        }

        Span<byte> order = stackalloc byte[MostHosts];
        for (var i = first; i < end; i++)
        {
            order[i] = (byte)i;
        }

        // The beginning of a Fisher-Yates shuffle is all that this turn needs.
        var state = Mix((uint)seed + (uint)first);
        for (var i = first; i <= turn && i < end - 1; i++)
        {
            state = Mix(state + (uint)i);
            var other = i + (int)(state % (uint)(end - i));
            (order[i], order[other]) = (order[other], order[i]);
        }

        return _hosts[order[turn]].Host;
    }

    // The finaliser of MurmurHash3: ids of messages differ in few bits.
    private static uint Mix(uint value)
    {
        value = (value ^ (value >> 16)) * 0x85EBCA6B;
        value = (value ^ (value >> 13)) * 0xC2B2AE35;
        return value ^ (value >> 16);
    }
}
