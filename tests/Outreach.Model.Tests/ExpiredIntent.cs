namespace Outreach.Model.Tests;

/// <summary>What becomes of a send with an intent and no result when its lease ends.</summary>
internal enum ExpiredIntent
{
    InDoubt,
    Due,
    Deleted,
}
