using System.Text;
using static Outreach.Tests.ContactImport.Importing;

namespace Outreach.Tests.ContactImport;

public sealed class CsvEncodingTests
{
    private const string Western = "Jürgen,Groß,Köln|François,Lefèvre,Besançon|José,Muñoz,Logroño|João,Gonçalves,São Paulo|Søren,Kjærgård,Århus|Åsa,Björklund,Malmö";

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task Import_WithByteOrderMark_ReadsTheEncoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);

        await AssertReadsAsync(encoding, [.. encoding.GetPreamble(), .. encoding.GetBytes(FileOf(Western))], Western, encoding.WebName);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Import_WithoutByteOrderMark_DetectsUnicode(string name)
    {
        foreach (var people in new[] { Western, "Анна,Кузнецова,Москва|Олена,Шевченко,Київ", "太郎,山田,東京|伟,王,北京" })
        {
            var encoding = Encoding.GetEncoding(name);

            await AssertReadsAsync(encoding, encoding.GetBytes(FileOf(people)), people, encoding.WebName);
        }
    }

    [Theory]
    [InlineData(1252, Western)]
    [InlineData(1252, "Jürgen,Groß,Köln|Käthe,Schäfer,München|Björn,Weiß,Düsseldorf")]
    [InlineData(1252, "François,Lefèvre,Besançon|Hélène,Bézier,Orléans|Noël,Crépin,Angoulême")]
    [InlineData(1252, "José,Muñoz,Málaga|Íñigo,Ibáñez,Cádiz|Lucía,Peña,León")]
    [InlineData(1252, "João,Gonçalves,São Paulo|Conceição,Simões,Évora|António,Guimarães,Maringá")]
    [InlineData(1252, "Søren,Kjærgård,Århus|Åse,Bøe,Tromsø|Jørgen,Sæther,Ålesund")]
    [InlineData(1252, "Nicolò,Università,Forlì|Niccolò,Là,Cantù")]
    [InlineData(1252, "Guðrún,Jónsdóttir,Reykjavík|Þór,Ólafsson,Ísafjörður|Sigríður,Ægisdóttir,Höfn")]
    [InlineData(1250, "Łukasz,Wiśniewski,Łódź|Małgorzata,Dąbrowska,Kraków|Paweł,Zięba,Gdańsk")]
    [InlineData(1250, "Jiří,Dvořák,Plzeň|Tomáš,Kučera,Zlín|Růžena,Nováková,Děčín")]
    [InlineData(1250, "Ágnes,Szűcs,Győr|Gábor,Erdős,Pécs|Zsófia,Kőműves,Szőlő")]
    [InlineData(1250, "Željko,Đurić,Šibenik|Ivančica,Čović,Požega|Boštjan,Žižek,Škofja Loka")]
    [InlineData(1251, "Анна,Кузнецова,Москва|Сергей,Щербаков,Екатеринбург|Юлия,Цветкова,Сочи")]
    [InlineData(1251, "Олена,Шевченко,Київ|Андрій,Ґалаґан,Запоріжжя|Євген,Їжак,Львів")]
    [InlineData(1253, "Γιώργος,Παπαδόπουλος,Αθήνα|Ελένη,Κωνσταντίνου,Θεσσαλονίκη|Νίκος,Οικονόμου,Πάτρα")]
    [InlineData(1254, "Ayşe,Yılmaz,İstanbul|Oğuz,Çelik,Diyarbakır|Gülşen,Öztürk,Eskişehir")]
    [InlineData(1255, "דוד,כהן,תל אביב|שרה,לוי,ירושלים|משה,מזרחי,חיפה")]
    [InlineData(1256, "محمد,العلي,الرياض|فاطمة,حسن,القاهرة|خالد,إبراهيم,بيروت")]
    [InlineData(1257, "Jānis,Bērziņš,Rīga|Līga,Kalniņa,Liepāja|Ģirts,Ķirsis,Jūrmala")]
    [InlineData(1257, "Rūta,Žukauskienė,Šiauliai|Vytautas,Kazlauskas,Kėdainiai|Eglė,Stankevičiūtė,Panevėžys")]
    public async Task Import_WindowsCodePage_IsGuessedByItsLetters(int codePage, string people)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;

        await AssertReadsAsync(encoding, encoding.GetBytes(FileOf(people)), people, encoding.WebName);
    }

    [Fact]
    public async Task Import_GivenEncoding_IsUsed()
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(1254)!;

        var result = await ImportAsync(encoding.GetBytes("email,name\na@example.com,Işık\n"), new ContactImportOptions { Encoding = encoding });

        Assert.Equal("Işık", result.Draft.CustomFields["name"]);
    }

    [Fact]
    public async Task Import_OctetsBeyondTheDetectedEncoding_RejectTheirRowsOnly()
    {
        var plain = string.Concat(Enumerable.Range(0, 4_000).Select(i => $"user{i}@example.com,Anna\n"));
        byte[] csv = [.. Encoding.ASCII.GetBytes("email,first_name\n" + plain), .. "late@example.com,J"u8, 0xFC, .. "rgen\nlast@example.com,Bo\n"u8];

        var result = await ImportAsync(csv);

        Assert.Equal((ImportRejectionCode.UnreadableCharacter, 2), (result.Rejection.Code, result.Rejection.Column));
        Assert.Equal(4_001, result.Store.Drafts.Count);
    }

    private static string FileOf(string people)
    {
        var rows = people.Split('|').Select((person, index) => $"user{index}@example.com,{person}\r\n");
        return "email,first_name,last_name,city\r\n" + string.Concat(rows);
    }

    private static async Task AssertReadsAsync(Encoding encoding, byte[] csv, string people, string webName)
    {
        var result = await ImportAsync(csv);

        Assert.Equal(webName, result.Run.Format!.EncodingName);
        Assert.Equal(people.Split('|'), result.Store.Drafts.Select(draft => $"{draft.FirstName},{draft.LastName},{draft.CustomFields["city"]}"));
        Assert.Equal(encoding.WebName, webName);
    }
}
