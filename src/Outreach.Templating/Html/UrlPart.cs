namespace Outreach.Templating;

/// <summary>Where in a URL a value stands.</summary>
internal enum UrlPart : byte
{
    Start,
    Path,
    Query,
}
