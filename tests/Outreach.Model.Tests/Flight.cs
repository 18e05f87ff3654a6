namespace Outreach.Model.Tests;

/// <summary>A message, or the answer to it, on its way.</summary>
internal enum Flight : byte
{
    None,
    Request,
    Accepted,
    Refused,
    RefusedForNow,
}
