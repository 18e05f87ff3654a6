using Outreach.Mime;

namespace Outreach;

/// <summary>The files that go with the messages of a step.</summary>
internal sealed class StepFiles
{
    public static readonly StepFiles None = new();

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    public IReadOnlyList<Attachment> InlineImages { get; init; } = [];

    /// <summary>Gets the file of a chat message, or <see langword="null"/>.</summary>
    public ChatFile? Chat { get; init; }

    /// <summary>Gets the name of a file whose content is not in the store, or <see langword="null"/>.</summary>
    public string? Missing { get; init; }
}
