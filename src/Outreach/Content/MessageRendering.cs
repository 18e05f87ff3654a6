using System.Buffers;
using System.Text;

namespace Outreach;

/// <summary>Renders the parts of one message after another into buffers that it keeps.</summary>
internal sealed class MessageRendering
{
    private readonly ArrayBufferWriter<byte> _subject = new(256);
    private readonly ArrayBufferWriter<byte> _text = new(4096);
    private readonly ArrayBufferWriter<byte> _html = new(16384);
    private readonly ArrayBufferWriter<byte> _amp = new();
    private TemplateData? _data;

    public ReadOnlySpan<byte> Subject => _subject.WrittenSpan;

    public ReadOnlySpan<byte> Text => _text.WrittenSpan;

    public ReadOnlySpan<byte> Html => _html.WrittenSpan;

    public ReadOnlySpan<byte> Amp => _amp.WrittenSpan;

    /// <summary>Renders a mail.</summary>
    /// <returns>Why it can't be rendered, or <see langword="null"/>.</returns>
    public TemplateDiagnostic? Mail(in MessageOrder order, string unsubscribeUrl, TemplateRenderOptions options)
    {
        var data = Fill(order, unsubscribeUrl);
        var content = order.Content;
        if (content.Subject is null)
        {
            ContinueSubject(order.Leased.Sends);
        }

        var tracking = order.Tracker is null ? CampaignTracking.None : order.Runtime.Campaign.Tracking;
        return content.Subject?.Render(data, _subject, options with { Fragments = order.Texts.Subject }).Error
            ?? content.Text?.Render(data, _text, options with { Fragments = order.Texts.Text }).Error
            ?? (content.Html is null ? null : RenderHtml(order, data, tracking, options))
            ?? content.Amp?.Render(data, _amp, options with { Fragments = order.Texts.Html }).Error;
    }

    /// <summary>Renders the text of a chat message.</summary>
    /// <returns>Why it can't be rendered, or <see langword="null"/>.</returns>
    public TemplateDiagnostic? Chat(in MessageOrder order, string unsubscribeUrl, in TemplateRenderOptions options) =>
        order.Content.Chat!.Render(Fill(order, unsubscribeUrl), _text, options with { Fragments = order.Texts.Text }).Error;

    private TemplateDiagnostic? RenderHtml(in MessageOrder order, TemplateData data, CampaignTracking tracking, TemplateRenderOptions options)
    {
        RecipientSchema.FillHtml(data, order.Sender, tracking.Opens ? order.Tracker!.GetPixelUrl() : null);
        return order.Content.Html!.Render(
            data, _html, options with { Fragments = order.Texts.Html, Links = tracking.Clicks ? order.Tracker : null }).Error;
    }

    private TemplateData Fill(in MessageOrder order, string unsubscribeUrl)
    {
        var schema = order.Runtime.Schema;
        if (_data is null || !ReferenceEquals(_data.Schema, schema.Template))
        {
            _data = schema.Template.CreateData();
        }

        schema.Fill(_data, order.Leased.Contact, order.Sender, order.Runtime.Campaign, unsubscribeUrl);
        _subject.ResetWrittenCount();
        _text.ResetWrittenCount();
        _html.ResetWrittenCount();
        _amp.ResetWrittenCount();
        return _data;
    }

    /// <summary>A follow-up without a subject of its own continues the conversation: "Re:" and the first subject (RFC 5322 §3.6.5).</summary>
    private void ContinueSubject(IReadOnlyList<SendRecord> sends)
    {
        foreach (var send in sends)
        {
            if (send.Subject.Length > 0)
            {
                var subject = send.Subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? send.Subject : "Re: " + send.Subject;
                Encoding.UTF8.GetBytes(subject, _subject);
                return;
            }
        }
    }
}
