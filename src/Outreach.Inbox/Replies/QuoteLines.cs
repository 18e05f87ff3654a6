namespace Outreach.Inbox;

/// <summary>Recognises the lines by which mail programs quote older messages.</summary>
internal static class QuoteLines
{
    private const int LongestLine = 400;
    private const int MostIntroductionLines = 4;

    private static readonly string[] Ends =
    [
        "wrote:", "wrote :", "writes:", "a écrit :", "a écrit:", "schrieb:", "escribió:", "escribio:", "ha scritto:", "scrisse:", "escreveu:", "schreef:", "skrev:", "napisał:",
        "napisał(a):", "napisała:", "napsal:", "napsal(a):", "пишет:", "написал:", "написал(а):", "написала:", "kirjoitti:", "írta:", "a scris:", "yazdı:", "έγραψε:",
        "さんは書きました:", "写道:", "写道：", "寫道:", "작성:",
    ];

    private static readonly string[] Middles = [" schrieb ", " skrev ", " schreef ", " napisał ", " użytkownik ", " wrote "];

    private static readonly string[] Starts =
    [
        "on ", "le ", "am ", "el ", "il ", "em ", "op ", "den ", "de ", "w dniu ", "dnia ", "dne ", "på ", "pe ", "в ", "at ", "a ", "om ",
    ];

    private static readonly string[] Rules =
    [
        "original message", "forwarded message", "ursprüngliche nachricht", "originalnachricht", "weitergeleitete nachricht", "message d'origine", "message original",
        "message transféré", "mensaje original", "messaggio originale", "messaggio inoltrato", "mensagem original", "oorspronkelijk bericht", "doorgestuurd bericht",
        "originalmeddelelse", "oprindelig meddelelse", "ursprungligt meddelande", "opprinnelig melding", "wiadomość oryginalna", "oryginalna wiadomość", "исходное сообщение", "пересылаемое сообщение", "original meddelelse", "oprindelig besked",
        "reply message", "begin forwarded message", "reply above this line", "alkuperäinen viesti", "původní zpráva", "eredeti üzenet",
    ];

    private static readonly string[] FromNames = ["from", "von", "de", "da", "van", "fra", "från", "od", "от", "lähettäjä", "kimden", "feladó", "差出人", "发件人", "寄件者"];

    private static readonly string[] OtherNames =
    [
        "sent", "to", "subject", "date", "cc", "reply-to", "gesendet", "an", "betreff", "datum", "envoyé", "à", "objet", "enviado", "enviado el", "para", "asunto", "fecha", "inviato",
        "a", "oggetto", "data", "verzonden", "aan", "onderwerp", "sendt", "til", "emne", "dato", "skickat", "till", "ämne", "wysłano", "do", "temat", "отправлено", "кому",
        "тема", "дата", "lähetetty", "vastaanottaja", "aihe", "assunto", "enviada em", "enviada", "送信日時", "宛先", "件名", "发送时间", "收件人", "主题",
    ];

    /// <summary>Gets whether a line is marked as a quotation.</summary>
    internal static bool IsQuoted(ReadOnlySpan<char> line) => line.TrimStart() is ['>', ..];

    /// <summary>Gets how many lines from here introduce a quotation ("On … wrote:"); 0 if they do not.</summary>
    internal static int IntroductionLength(string[] lines, int index)
    {
        var first = lines[index].AsSpan().Trim();
        if (first.Length is 0 or > LongestLine || !MayIntroduce(first))
        {
            return 0;
        }

        for (var count = 1; count <= MostIntroductionLines && index + count <= lines.Length; count++)
        {
            var line = lines[index + count - 1].AsSpan().Trim();
            if (line.Length is 0 or > LongestLine)
            {
                return 0;
            }

            if (EndsIntroduction(line) && HasDateOrAddress(lines, index, count))
            {
                return count;
            }
        }

        return 0;
    }

    /// <summary>Gets whether an older message starts here, unmarked: after a rule, or with its header lines.</summary>
    internal static bool IsOldMessage(string[] lines, int index)
    {
        var line = lines[index].AsSpan().Trim();
        if (line.Length is 0 or > LongestLine)
        {
            return false;
        }

        if (IsRule(line) || (IsLongRule(line) && StartsHeaders(lines, NextText(lines, index + 1))))
        {
            return true;
        }

        return StartsHeaders(lines, index);
    }

    private static bool IsRule(ReadOnlySpan<char> line)
    {
        var bare = line.Trim("-_=*>• \t:");
        return (bare.Length < line.Length || line.EndsWith(":")) && bare.Length is > 0 and < 60 && IsOneOf(bare, Rules);
    }

    private static bool IsLongRule(ReadOnlySpan<char> line) => line.Length >= 5 && line.IndexOfAnyExcept("_-=*") < 0;

    private static bool StartsHeaders(string[] lines, int index)
    {
        if (index >= lines.Length || !IsHeader(lines[index].AsSpan(), FromNames))
        {
            return false;
        }

        // A long value may be wrapped; two header lines beside the first make sure.
        var others = 0;
        for (var i = index + 1; i < lines.Length && i <= index + 6; i++)
        {
            others += IsHeader(lines[i].AsSpan(), OtherNames) ? 1 : 0;
        }

        return others >= 2;
    }

    private static bool IsHeader(ReadOnlySpan<char> line, string[] names)
    {
        line = line.Trim().TrimStart("*_");
        var colon = line[..Math.Min(line.Length, 24)].IndexOfAny(':', '：');
        return colon > 0 && IsOneOf(line[..colon].Trim(" *_\u00a0"), names);
    }

    private static bool MayIntroduce(ReadOnlySpan<char> line)
    {
        foreach (var start in Starts)
        {
            if (line.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        // "2014-03-01 12:00 GMT+01:00 Somebody <a@example.com>:", "Somebody <a@example.com> wrote:".
        return char.IsAsciiDigit(line[0]) || line.Contains('@') || EndsIntroduction(line);
    }

    private static bool EndsIntroduction(ReadOnlySpan<char> line)
    {
        foreach (var end in Ends)
        {
            if (line.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return line[^1] == ':' && (MailWords.ContainsAny(line, Middles) || line.EndsWith(">:"));
    }

    private static bool HasDateOrAddress(string[] lines, int index, int count)
    {
        for (var i = index; i < index + count; i++)
        {
            if (lines[i].AsSpan().ContainsAnyInRange('0', '9') || lines[i].Contains('@', StringComparison.Ordinal))
            {
                return true;
            }
        }

        // "Somebody wrote:" just above a quotation.
        var next = NextText(lines, index + count);
        return next < lines.Length && IsQuoted(lines[next].AsSpan());
    }

    private static int NextText(string[] lines, int index)
    {
        while (index < lines.Length && string.IsNullOrWhiteSpace(lines[index]))
        {
            index++;
        }

        return index;
    }

    private static bool IsOneOf(ReadOnlySpan<char> text, string[] names)
    {
        foreach (var name in names)
        {
            if (text.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
