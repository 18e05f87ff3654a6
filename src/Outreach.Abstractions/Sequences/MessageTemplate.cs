namespace Outreach;

/// <summary>The templates of one message, in the language of <c>Outreach.Templating</c>.</summary>
public sealed record MessageTemplate
{
    /// <summary>
    /// Gets the subject. An empty subject on a step after the first continues the conversation: "Re:" and the subject of the first message.
    /// </summary>
    public string Subject { get; init; } = "";

    /// <summary>Gets the plain text body, or <see langword="null"/> to derive it from <see cref="Html"/>. A mail needs one of the two.</summary>
    public string? Text { get; init; }

    /// <summary>Gets the HTML body, or <see langword="null"/> for a plain text message.</summary>
    public string? Html { get; init; }

    /// <summary>Gets the AMP for Email document (<c>text/x-amp-html</c>) beside the other bodies, or <see langword="null"/>. Its links are not tracked.</summary>
    public string? Amp { get; init; }

    /// <summary>
    /// Gets the text of chat messages, or <see langword="null"/> to use <see cref="Text"/>, or what is derived from <see cref="Html"/>. Mail does not use it.
    /// </summary>
    public string? Chat { get; init; }

    /// <summary>Gets the line that mail readers show behind the subject; put in front of the HTML body, invisibly. Default: none.</summary>
    public string? Preheader { get; init; }
}
