namespace Outreach.Model.Tests;

/// <summary>The state of a send in the ledger.</summary>
internal enum Row : byte
{
    Due,
    Leased,
    Sending,
    InDoubt,
    Sent,
    Failed,
    Gone,
}
