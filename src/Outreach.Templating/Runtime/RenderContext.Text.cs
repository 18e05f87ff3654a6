using System.Buffers.Text;
using System.Text;

namespace Outreach.Templating;

internal sealed partial class RenderContext
{
    private const int DeepestText = 20;

    /// <summary>Gets what values are escaped for where no closer context is known.</summary>
    public EscapeMode DefaultEscape => Template.Source.Mode switch
    {
        TemplateMode.Html => EscapeMode.Html,
        TemplateMode.Header => EscapeMode.Header,
        _ => EscapeMode.None,
    };

    /// <summary>The text of a value. Valid until the scratch memory is reset.</summary>
    public ReadOnlySpan<char> Text(scoped in Value value)
    {
        if (value.Kind == ValueKind.Text)
        {
            return value.Reference is string text ? text : ((char[])value.Reference!).AsSpan((int)value.Bits, value.Extra);
        }

        if (value.IsNull)
        {
            return default;
        }

        var builder = new TextBuilder(this, 32);
        Append(ref builder, value);
        return builder.Written;
    }

    public string ToText(in Value value)
    {
        if (value.Reference is string text)
        {
            return text;
        }

        var span = Text(value);
        Charge(24 + (span.Length * 2L));
        return span.ToString();
    }

    /// <summary>Moves a text out of scratch memory.</summary>
    public Value Persist(in Value value) => value.IsTransient ? ToText(value) : value;

    public bool IsBlank(in Value value) => value.IsNull || (value.Kind == ValueKind.Text && Text(value).IsWhiteSpace());

    public void Append(ref TextBuilder builder, in Value value) => Append(ref builder, value, 0);

    private void Append(ref TextBuilder builder, in Value value, int depth)
    {
        switch (value.Kind)
        {
            case ValueKind.Text:
                AppendText(ref builder, Text(value), quoted: depth > 0);
                break;
            case ValueKind.Boolean:
                builder.Append(value.Bits != 0 ? "true" : "false");
                break;
            case ValueKind.Whole:
                builder.Append(value.Bits);
                break;
            case ValueKind.Real:
                builder.Append(value.Real);
                break;
            case ValueKind.Single:
                builder.Append((float)value.Real);
                break;
            case ValueKind.Exact:
                builder.Append(value.Exact);
                break;
            case ValueKind.Big:
                builder.Append(value.Big);
                break;
            case ValueKind.Date:
                Dates.Append(ref builder, this, value.Date, DateFormat, Culture);
                break;
            case ValueKind.Duration:
                builder.Append(value.Duration);
                break;
            case ValueKind.Array or ValueKind.Range:
                AppendList(ref builder, value, depth);
                break;
            case ValueKind.Object:
                AppendObject(ref builder, Members.AsObject(value)!, depth);
                break;
            case ValueKind.Unset or ValueKind.Null when depth > 0:
                builder.Append("null");
                break;
            default:
                break;
        }
    }

    private static void AppendText(ref TextBuilder builder, scoped ReadOnlySpan<char> text, bool quoted)
    {
        if (quoted)
        {
            builder.Append('"');
            TextFunctions.AppendEscaped(ref builder, text);
            builder.Append('"');
        }
        else
        {
            builder.Append(text);
        }
    }

    private void AppendList(ref TextBuilder builder, in Value list, int depth)
    {
        var count = CheckDepth(Lists.Count(this, list, _current!), depth);
        ChargeWork(count);
        Lists.ChargeElements(this, list, count);
        builder.Append('[');
        for (var i = 0; i < count; i++)
        {
            builder.Append(i > 0 ? ", " : "");
            Append(ref builder, Lists.At(list, i), depth + 1);
        }

        builder.Append(']');
    }

    private void AppendObject(ref TextBuilder builder, ScriptObject map, int depth)
    {
        ChargeWork(CheckDepth(map.Count, depth));
        builder.Append('{');
        var first = true;
        foreach (var name in map.Names)
        {
            builder.Append(first ? "" : ", ");
            first = false;
            builder.Append(name);
            builder.Append(": ");
            map.TryGet(name, out var member);
            Append(ref builder, member, depth + 1);
        }

        builder.Append('}');
    }

    private static int CheckDepth(int count, int depth) => depth < DeepestText
        ? count
        : throw new TemplateFault("limit-depth", -1, -1, $"The value is nested deeper than {DeepestText} levels, or contains itself.");

    /// <summary>Prints a value, escaped for where it stands.</summary>
    public void Write(in Value value, EscapeMode mode)
    {
        if (value.IsNull)
        {
            return;
        }

        if (value.Kind == ValueKind.Whole && value.Bits >= 0)
        {
            // Digits are the same in every culture and harmless everywhere; a sign need not be.
            Utf8Formatter.TryFormat(value.Bits, Output.GetSpan(20), out var written);
            Output.Advance(written);
            return;
        }

        var text = Text(value);
        if (Indent is not null && text.Contains('\n') && mode <= EscapeMode.Html)
        {
            WriteIndentedValue(text, mode, value.Kind == ValueKind.Text ? value.SafetyOfText : Safety.None);
        }
        else
        {
            Escaper.Write(Output, text, mode, value.Kind == ValueKind.Text ? value.SafetyOfText : Safety.None);
        }
    }

    public void WriteAscii(string text) => Output.Write(text);

    /// <summary>Writes text as it is; each line that begins in it is indented.</summary>
    public void WriteIndented(ReadOnlySpan<char> text) => WriteIndentedValue(text, EscapeMode.None, Safety.None);

    private void WriteIndentedValue(ReadOnlySpan<char> text, EscapeMode mode, int safety)
    {
        while (!text.IsEmpty)
        {
            if (Output.Length > CaptureStart && Output.Written[^1] == '\n')
            {
                Output.Write(Indent);
            }

            var end = text.IndexOf('\n') + 1;
            end = end == 0 ? text.Length : end;
            Escaper.Write(Output, text[..end], mode, safety);
            text = text[end..];
        }
    }
}
