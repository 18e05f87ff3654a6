using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Outreach.Model.Tests;

/// <summary>
/// One state of the whole system: two sends, up to three workers, a database and its replica, the network, the receiver. A value of 64
/// octets; equal contents are equal states.
/// </summary>
[InlineArray(Size)]
internal struct ModelState : IEquatable<ModelState>
{
    public const int MostSends = 2;
    public const int MostWorkers = 3;
    private const int Size = 64;
    private const int MostEpochs = 4;

    // Octets of a send: row, doubt, epoch, the same on the replica, copies accepted, then a flight for each worker and epoch.
    private const int PerSend = 7 + (MostWorkers * MostEpochs);
    private const int Steps = MostSends * PerSend;
    private const int Rest = Steps + (MostSends * MostWorkers * 2);

    private byte _first;

    public byte Kills { readonly get => this[Rest]; set => this[Rest] = value; }

    public byte Failovers { readonly get => this[Rest + 1]; set => this[Rest + 1] = value; }

    public byte Pauses { readonly get => this[Rest + 2]; set => this[Rest + 2] = value; }

    public bool IsPaused { readonly get => this[Rest + 3] != 0; set => this[Rest + 3] = value ? (byte)1 : (byte)0; }

    public byte QuotaUsed { readonly get => this[Rest + 4]; set => this[Rest + 4] = value; }

    /// <summary>Gets or sets whether a permission was given during a pause.</summary>
    public bool IsPauseBroken { readonly get => this[Rest + 5] != 0; set => this[Rest + 5] = value ? (byte)1 : (byte)0; }

    public readonly Row Row(int send) => (Row)this[send * PerSend];

    public readonly bool Doubt(int send) => this[(send * PerSend) + 1] != 0;

    public readonly byte Epoch(int send) => this[(send * PerSend) + 2];

    public readonly byte Copies(int send) => this[(send * PerSend) + 6];

    public readonly Step StepOf(int worker, int send) => (Step)this[StepAt(worker, send)];

    public readonly byte LeaseOf(int worker, int send) => this[StepAt(worker, send) + 1];

    public readonly Flight FlightOf(int send, int worker, int epoch) => (Flight)this[FlightAt(send, worker, epoch)];

    public readonly bool IsReplicated(int send) => Octets[(send * PerSend)..((send * PerSend) + 3)].SequenceEqual(Octets[((send * PerSend) + 3)..((send * PerSend) + 6)]);

    public void SetRow(int send, Row row, bool doubt, int epoch)
    {
        this[send * PerSend] = (byte)row;
        this[(send * PerSend) + 1] = doubt ? (byte)1 : (byte)0;
        this[(send * PerSend) + 2] = (byte)epoch;
    }

    public void Replicate(int send)
    {
        for (var i = 0; i < 3; i++)
        {
            this[(send * PerSend) + 3 + i] = this[(send * PerSend) + i];
        }
    }

    public void FailOver(int send)
    {
        for (var i = 0; i < 3; i++)
        {
            this[(send * PerSend) + i] = this[(send * PerSend) + 3 + i];
        }
    }

    public void AddCopy(int send) => this[(send * PerSend) + 6]++;

    public void SetStep(int worker, int send, Step step, int lease)
    {
        this[StepAt(worker, send)] = (byte)step;
        this[StepAt(worker, send) + 1] = step == Step.Idle ? (byte)0 : (byte)lease;
    }

    public void SetFlight(int send, int worker, int epoch, Flight flight) => this[FlightAt(send, worker, epoch)] = (byte)flight;

    public readonly bool Equals(ModelState other) => Octets.SequenceEqual(other.Octets);

    public override readonly bool Equals(object? obj) => obj is ModelState other && Equals(other);

    public override readonly int GetHashCode()
    {
        var hash = 17UL;
        foreach (var part in MemoryMarshal.Cast<byte, ulong>(Octets))
        {
            hash = (hash ^ part) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 32;
        }

        return (int)hash;
    }

    [UnscopedRef]
    private readonly ReadOnlySpan<byte> Octets => MemoryMarshal.CreateReadOnlySpan(in _first, Size);

    private static int StepAt(int worker, int send) => Steps + (((send * MostWorkers) + worker) * 2);

    private static int FlightAt(int send, int worker, int epoch) => (send * PerSend) + 7 + (worker * MostEpochs) + epoch;
}
