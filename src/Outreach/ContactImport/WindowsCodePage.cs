using System.Text;

namespace Outreach;

/// <summary>
/// Guesses the Windows code page of a text with octets above 127. Each language that a code page serves is a model: its letters beyond ASCII, the most
/// frequent first. A text costs as many bits as it takes to write down its letters if they are distributed by Zipf's law over that order; letters
/// outside the model, symbols and undefined octets cost more. The cheapest model names the code page.
/// </summary>
internal static class WindowsCodePage
{
    private const int MaxCharacters = 4_096;
    private const double ForeignLetterBits = 11;
    private const double PunctuationBits = 5;
    private const double SymbolBits = 13;
    private const double UndefinedBits = 20;

    /// <summary>Signs that stand in texts of every language.</summary>
    private const string Punctuation = "\u00A0«»‘’‚“”„–—…€§©®°·•№";

    private static readonly Model[] Models =
    [
        new(1252, "üäöß"),
        new(1252, "éèàêçôîâûëïùœ"),
        new(1252, "óíáéñúü¡¿ºª"),
        new(1252, "ãçáéíóêâõúàôü"),
        new(1252, "èàìòùéíîóú"),
        new(1252, "äöåéü"),
        new(1252, "øåæéöü"),
        new(1252, "íáðóöéæúþý"),
        new(1252, "ëéïöüèó"),
        new(1252, "éáíöüóäñçèøåãúàêôæëïâîßõòùûœìýðþšžÿ"),
        new(1250, "łóżąęśćźń"),
        new(1250, "íáéěšýčžřůúťňďó"),
        new(1250, "áíéčšžýúľťňďäôóŕĺ"),
        new(1250, "áéőöíóűüú"),
        new(1250, "ăşţâî"),
        new(1250, "čšžćđ"),
        new(1250, "áéíčšóžłýęöüąřăśşťţňńśćżěůúâďđőűźľôäîëçŕĺ"),
        new(1251, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"),
        new(1251, "оаниітвреслкудмпязьгчбхйїцжєюшщфґ"),
        new(1251, "аиоенрјтсвкудлмпзгбчшцжњхћљђфџ"),
        new(1253, "αοιετσνηυρπκμλςάίόδγέήθχωύφβξζώψϊΰΐϋ"),
        new(1254, "ıüöşçğâîû"),
        new(1255, "יוהלאתרבשמנדעקחפםטזסגצכןךףץ"),
        new(1256, "اليمونرتبةعدسفهكقحجأشطصخضذثغزىإءظئؤآپچژگ"),
        new(1257, "šėžąūčįęų"),
        new(1257, "āīēšņūļķģžč"),
        new(1257, "äõüöšž"),
    ];

    /// <summary>Guesses the code page of a text that is not UTF-8.</summary>
    public static Encoding Guess(ReadOnlySpan<byte> text)
    {
        var sample = Sample(text);
        var best = Models[0];
        var bestCost = double.MaxValue;
        var decoded = "";
        var decodedPage = 0;
        foreach (var model in Models)
        {
            if (model.CodePage != decodedPage)
            {
                decodedPage = model.CodePage;
                decoded = EncodingOf(decodedPage).GetString(sample);
            }

            var cost = model.CostOf(decoded);
            if (cost < bestCost)
            {
                (best, bestCost) = (model, cost);
            }
        }

        return EncodingOf(best.CodePage);
    }

    private static byte[] Sample(ReadOnlySpan<byte> text)
    {
        var sample = new List<byte>();
        foreach (var octet in text)
        {
            if (octet > 127)
            {
                sample.Add(octet);
                if (sample.Count == MaxCharacters)
                {
                    break;
                }
            }
        }

        return [.. sample];
    }

    private static Encoding EncodingOf(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage)
        ?? throw new PlatformNotSupportedException($"The platform has no code page {codePage}.");

    private sealed class Model
    {
        private readonly string _letters;
        private readonly double[] _bits;

        public Model(int codePage, string letters)
        {
            CodePage = codePage;
            _letters = letters;
            var sum = 0.0;
            for (var i = 1; i <= letters.Length; i++)
            {
                sum += 1.0 / i;
            }

            _bits = [.. Enumerable.Range(1, letters.Length).Select(rank => Math.Log2(rank * sum))];
        }

        public int CodePage { get; }

        public double CostOf(string text)
        {
            var cost = 0.0;
            foreach (var character in text)
            {
                var rank = _letters.IndexOf(char.ToLowerInvariant(character), StringComparison.Ordinal);
                cost += rank >= 0 ? _bits[rank]
                    : Punctuation.Contains(character, StringComparison.Ordinal) ? PunctuationBits
                    : char.IsControl(character) || character == '\uFFFD' ? UndefinedBits
                    : char.IsLetter(character) ? ForeignLetterBits
                    : SymbolBits;
            }

            return cost;
        }
    }
}
