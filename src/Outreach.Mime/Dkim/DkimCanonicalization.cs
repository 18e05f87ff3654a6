namespace Outreach.Mime;

/// <summary>How much a message may change on its way before its signature breaks (RFC 6376 §3.4).</summary>
public enum DkimCanonicalization
{
    /// <summary>White space may change: the usual choice. For bodies and headers alike.</summary>
    Relaxed,

    /// <summary>Nothing may change, but for empty lines at the end of the body.</summary>
    Simple,
}
