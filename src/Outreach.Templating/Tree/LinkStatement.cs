using System.Net;
using System.Text;

namespace Outreach.Templating;

/// <summary>The target of a link in HTML: what the template says, or what the tracker of the message makes of it.</summary>
internal sealed class LinkStatement(BlockStatement body) : Statement
{
    private readonly byte[]? _staticUrl = StaticText(body) is { } url ? Encoding.UTF8.GetBytes(url) : null;

    /// <summary>Gets the URL if it is the same for everyone.</summary>
    public string? StaticUrl { get; } = StaticText(body);

    public bool IsTracked { get; set; }

    public int Index { get; set; }

    public override IEnumerable<Node> Children => [body];

    public override Flow Execute(RenderContext context)
    {
        var tracker = IsTracked ? context.Options.Links : null;
        if (tracker is null)
        {
            return body.Execute(context);
        }

        var start = context.Output.Length;
        var url = (ReadOnlySpan<byte>)_staticUrl;
        if (_staticUrl is null)
        {
            var flow = body.Execute(context);
            if (flow != Flow.Next)
            {
                return flow;
            }

            url = context.DecodeUrl(context.Output.Written[start..]);
        }

        var target = context.LinkOutput;
        target.Begin(context.Limits.MaxOutputBytes);
        if (IsWeb(url) && tracker.TryWrite(Index, url, target))
        {
            context.Output.Truncate(start);
            Escaper.WriteAttributeUrl(context.Output, target.Written);
            return Flow.Next;
        }

        return _staticUrl is null ? Flow.Next : body.Execute(context);
    }

    private static bool IsWeb(ReadOnlySpan<byte> url) => Ascii.EqualsIgnoreCase(url[..Math.Min(7, url.Length)], "http://"u8)
        || Ascii.EqualsIgnoreCase(url[..Math.Min(8, url.Length)], "https://"u8);

    private static string? StaticText(BlockStatement body) => Array.TrueForAll(body.Statements, part => part is TextStatement)
        ? WebUtility.HtmlDecode(string.Concat(body.Statements.Select(part => ((TextStatement)part).Text))).Trim()
        : null;
}
