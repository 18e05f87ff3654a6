using System.Text;
using static Outreach.Tests.ContactImport.Importing;

namespace Outreach.Tests.ContactImport;

public sealed class ContactImporterTests
{
    [Fact]
    public async Task Import_WithHeader_MapsNamesInAnyWriting()
    {
        var result = await ImportAsync(
            "E-Mail,FIRST NAME,last_name,Company-Name,Phone Number,Telegram,Time Zone,Tags,Favourite colour\n" +
            "anna@example.com,Anna,Müller,\"Müller, Söhne\",+49 30 1234,@anna_m,Europe/Berlin,vip; new,blue\n");

        var draft = result.Draft;
        Assert.Equal("anna@example.com", draft.Email);
        Assert.Equal(("Anna", "Müller", "Müller, Söhne"), (draft.FirstName, draft.LastName, draft.CompanyName));
        Assert.Equal(("+49 30 1234", "@anna_m", "Europe/Berlin"), (draft.Phone, draft.TelegramId, draft.TimeZone));
        Assert.Equal(["vip", "new"], draft.Tags);
        Assert.Equal("blue", draft.CustomFields["favourite_colour"]);
        Assert.Equal(
            ["email", "first_name", "last_name", "company_name", "phone", "telegram_id", "time_zone", "tags", "favourite_colour"], result.Run.Format!.Columns);
    }

    [Fact]
    public async Task Import_WithoutHeader_FindsTheAddressColumn()
    {
        var result = await ImportAsync("Anna;anna@example.com;Berlin\nBo;bo@example.com;Oslo\n", new ContactImportOptions { HasHeader = false });

        Assert.Equal(["anna@example.com", "bo@example.com"], result.Store.Drafts.Select(draft => draft.Email));
        Assert.Equal("Oslo", result.Store.Drafts[1].CustomFields["column3"]);
        Assert.Equal(';', result.Run.Format!.Delimiter);
        Assert.Equal([1L, 2L], result.Rows.Select(row => row.Line));
    }

    [Fact]
    public async Task Import_WithColumnNames_UsesThemInPlaceOfAHeader()
    {
        var options = new ContactImportOptions { HasHeader = false, ColumnNames = ["first name", "email"] };

        var result = await ImportAsync("Anna,anna@example.com\n", options);

        Assert.Equal("Anna", result.Draft.FirstName);
    }

    [Fact]
    public async Task Import_DuplicateRows_CreateOnceAndMatchAfterwards()
    {
        var result = await ImportAsync("email\nanna@example.com\nANNA@example.com\nbo@example.com\n");

        Assert.Equal([ImportOutcome.Created, ImportOutcome.Matched, ImportOutcome.Created], result.Rows.Select(row => row.Outcome));
        Assert.Equal(result.Rows[0].ContactId, result.Rows[1].ContactId);
        Assert.Equal((2L, 1L, 0L, 3L), (result.Run.Totals.Created, result.Run.Totals.Matched, result.Run.Totals.Rejected, result.Run.Totals.Rows));
    }

    [Theory]
    [InlineData("anna@", "domain after")]
    [InlineData("anna.example.com", "'@'")]
    [InlineData("an na@example.com", "blank")]
    [InlineData("anna@example..com", "dot")]
    public async Task Import_BadAddress_IsRejectedAndTheOthersAreImported(string address, string advice)
    {
        var result = await ImportAsync($"name,email\nX,x@example.com\nAnna,{address}\nY,y@example.com\n");

        Assert.Equal(2, result.Store.Drafts.Count);
        var rejection = result.Rejection;
        Assert.Equal((ImportRejectionCode.InvalidAddress, 2, "email", address), (rejection.Code, rejection.Column, rejection.ColumnName, rejection.Value));
        Assert.Contains(advice, rejection.Reason, StringComparison.Ordinal);
        Assert.Equal(3, result.Rows.Single(row => row.Rejection is not null).Line);
    }

    [Theory]
    [InlineData("a,b@example.com", ImportRejectionCode.TooFewColumns, null)]
    [InlineData("a,b@example.com,c,d", ImportRejectionCode.TooManyColumns, 4)]
    [InlineData("a,,c", ImportRejectionCode.NoAddress, 2)]
    [InlineData("\"a,b@example.com,c", ImportRejectionCode.UnclosedQuote, 1)]
    [InlineData("a,\"b\"@example.com,c", ImportRejectionCode.TextAfterQuote, 2)]
    [InlineData("a\u0001,b@example.com,c", ImportRejectionCode.ControlCharacter, 1)]
    [InlineData("a,b@example.com,c\uFFFD", ImportRejectionCode.UnreadableCharacter, 3)]
    public async Task Import_BrokenRow_IsRejectedWithLineColumnAndReason(string row, ImportRejectionCode code, int? column)
    {
        var result = await ImportAsync($"x,email,y\n1,one@example.com,1\n{row}\n2,two@example.com,2\n");

        Assert.Equal(["one@example.com", "two@example.com"], result.Store.Drafts.Select(draft => draft.Email));
        Assert.Equal((code, column), (result.Rejection.Code, result.Rejection.Column));
        Assert.EndsWith(".", result.Rejection.Reason, StringComparison.Ordinal);
        Assert.Equal(3, result.Rows.Single(r => r.Rejection is not null).Line);
    }

    [Fact]
    public async Task Import_UnknownTimeZone_IsRejected()
    {
        var result = await ImportAsync("email,timezone\na@example.com,Mars/Phobos\nb@example.com,W. Europe Standard Time\n");

        Assert.Equal(ImportRejectionCode.InvalidTimeZone, result.Rejection.Code);
        Assert.Equal("Europe/Berlin", result.Draft.TimeZone);
    }

    [Fact]
    public async Task Import_OverlongFieldsAndRows_AreRejectedAlone()
    {
        var options = new ContactImportOptions { MaxFieldLength = 50, MaxRecordLength = 1_000, MaxColumns = 10 };
        var csv = "email,note\n" +
            $"a@example.com,{new string('x', 51)}\n" +
            $"b@example.com,{new string('x', 5_000)}\n" +
            $"c@example.com,{new string(',', 50)}\n" +
            $"d@example.com,\"{new string('x', 300_000)}\"\n" +
            "ok@example.com,fine\n";

        var result = await ImportAsync(csv, options);

        Assert.Equal("ok@example.com", result.Draft.Email);
        Assert.Equal(
            [ImportRejectionCode.FieldTooLong, ImportRejectionCode.RecordTooLong, ImportRejectionCode.TooManyColumns, ImportRejectionCode.UnclosedQuote],
            result.Rows.Where(row => row.Rejection is not null).Select(row => row.Rejection!.Code));
        Assert.Equal([2L, 3L, 4L, 5L, 6L], result.Rows.Select(row => row.Line));
    }

    [Fact]
    public async Task Import_QuotedLineBreaks_CountInLineNumbersAndStayOutOfNames()
    {
        var result = await ImportAsync("email,first_name,note\r\na@example.com,\"Anna\r\nMaria\",\"one\ntwo\"\r\nb@,,\r\n");

        Assert.Equal("Anna Maria", result.Draft.FirstName);
        Assert.Equal("one\ntwo", result.Draft.CustomFields["note"]);
        Assert.Equal([2L, 5L], result.Rows.Select(row => row.Line));
    }

    [Fact]
    public async Task Import_SwallowedRows_AreFoundByTheirNumberOfColumns()
    {
        // The mark opened on line 2 finds a partner on line 3; together they would be one row of two columns more.
        var result = await ImportAsync("email,note\na@example.com,\"open\nb@example.com,\",\"\nc@example.com,z\n");

        Assert.Equal("c@example.com", result.Store.Drafts[^1].Email);
        Assert.Contains(result.Store.Drafts, draft => draft.Email == "b@example.com");
        Assert.Equal(2, result.Rows.Single(row => row.Rejection is not null).Line);
    }

    [Fact]
    public async Task Import_TrailingEmptyColumnsAndEmptyRows_AreHarmless()
    {
        var result = await ImportAsync("email,name\n\n  \na@example.com,A,,\n,,,\n,\nb@example.com,B\n\n");

        Assert.Equal(2, result.Store.Drafts.Count);
        Assert.Equal(2, result.Rows.Count);
        Assert.Equal([4L, 7L], result.Rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("", true, "empty")]
    [InlineData("\n\n", true, "empty")]
    [InlineData("name,city\nAnna,Berlin\n", true, "Name one column 'email'")]
    [InlineData("anna@example.com,Anna\n", true, "without a header")]
    [InlineData("Anna,Berlin\n", false, "No column has mail addresses")]
    [InlineData("\"name,email\nanna,a@example.com\n", true, "header is broken")]
    public async Task Import_FileWithoutAddresses_FailsWithOneSentence(string csv, bool hasHeader, string advice)
    {
        var result = await ImportAsync(csv, new ContactImportOptions { HasHeader = hasHeader });

        Assert.Empty(result.Store.Drafts);
        Assert.Same(result.Run.Failure, Assert.Single(result.Rows).Rejection);
        Assert.Contains(advice, result.Run.Failure!.Reason, StringComparison.Ordinal);
        Assert.Equal(1, result.Run.Totals.Rejected);
    }

    [Fact]
    public async Task Import_Hint_NamesTheDelimiterAndIsNoRow()
    {
        var result = await ImportAsync("sep=;\r\nemail;note\r\na@example.com;b,c,d\r\n");

        Assert.Equal("b,c,d", result.Draft.CustomFields["note"]);
        Assert.Equal(3, Assert.Single(result.Rows).Line);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task Import_Delimiter_IsDetected(char delimiter)
    {
        var result = await ImportAsync($"email{delimiter}note{delimiter}x\na@example.com{delimiter}\"1,2;3|4\t5\"{delimiter}y z\n");

        Assert.Equal(delimiter, result.Run.Format!.Delimiter);
        Assert.Equal("1,2;3|4\t5", result.Draft.CustomFields["note"]);
    }

    [Fact]
    public async Task Import_Batches_AreBoundedAndInOrder()
    {
        var csv = new StringBuilder("email\n");
        for (var i = 0; i < 2_500; i++)
        {
            csv.Append(i % 10 == 3 ? "broken\n" : $"user{i}@example.com\n");
        }

        var result = await ImportAsync(csv.ToString());

        Assert.Equal(Enumerable.Range(2, 2_500).Select(line => (long)line), result.Rows.Select(row => row.Line));
        Assert.InRange(result.Store.LargestBatch, 1, 1_000);
        Assert.Equal((2_250L, 250L), (result.Run.Totals.Created, result.Run.Totals.Rejected));
    }

    [Fact]
    public async Task Import_Cancelled_KeepsWhatWasStored()
    {
        var store = new CountingContactStore();
        using var cancellation = new CancellationTokenSource();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("email\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"u{i}@example.com\n"))));
        var run = new ContactImporter(store, TimeProvider.System).Import(stream, new ContactImportOptions { BatchSize = 10 });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var row in run.WithCancellation(cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        });

        Assert.Equal(10, run.Totals.Created);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task Import_EnumeratedTwice_IsRefused()
    {
        using var stream = new MemoryStream("email\na@example.com\n"u8.ToArray());
        var run = new ContactImporter(new CountingContactStore(), TimeProvider.System).Import(stream);
        var reports = new List<ContactImportTotals>();

        var totals = await run.CompleteAsync(new Reports(reports));

        Assert.Equal(1, totals.Created);
        Assert.Equal(totals, reports[^1]);
        Assert.Throws<InvalidOperationException>(() => run.GetAsyncEnumerator());
    }

    [Fact]
    public void Import_OptionsOutOfRange_AreRefusedWithTheirRange()
    {
        var importer = new ContactImporter(new CountingContactStore(), TimeProvider.System);

        Assert.Contains("BatchSize must be 1 to 10,000.", Refuse(new ContactImportOptions { BatchSize = 0 }), StringComparison.Ordinal);
        Assert.Contains("MaxColumns must be 1 to 4,096.", Refuse(new ContactImportOptions { MaxColumns = 0 }), StringComparison.Ordinal);
        Assert.Contains("MaxFieldLength must be", Refuse(new ContactImportOptions { MaxFieldLength = 0 }), StringComparison.Ordinal);
        Assert.Contains("MaxRecordLength must be", Refuse(new ContactImportOptions { MaxRecordLength = 1 }), StringComparison.Ordinal);
        Assert.Contains("Delimiter must be", Refuse(new ContactImportOptions { Delimiter = '"' }), StringComparison.Ordinal);

        string Refuse(ContactImportOptions options) => Assert.Throws<ArgumentException>(() => importer.Import(Stream.Null, options)).Message;
    }

    private sealed class Reports(List<ContactImportTotals> reports) : IProgress<ContactImportTotals>
    {
        public void Report(ContactImportTotals value) => reports.Add(value);
    }
}
