namespace Outreach;

/// <summary>How a file of a chat message is shown.</summary>
public enum ChatFileKind
{
    /// <summary>As a file to download.</summary>
    Document = 0,

    /// <summary>As a picture (JPEG, PNG and WebP).</summary>
    Photo = 1,
}
