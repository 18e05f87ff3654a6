namespace Outreach.Storage.EfCore.Sqlite.Tests;

/// <summary>How values are stored; databases in the field depend on it.</summary>
public sealed class StorageFormatTests
{
    [Theory]
    [InlineData("2026-03-02T09:00:00.123456Z", 1_772_442_000_123_456)]
    [InlineData("2026-03-02T10:00:00.1234569+01:00", 1_772_442_000_123_456)]
    [InlineData("1969-12-31T23:59:59.9999999Z", -1)]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("0001-01-01T00:00:00Z", -62_135_596_800_000_000)]
    [InlineData("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999)]
    public void Times_AreWholeMicrosecondsRoundedDown(string time, long expected)
    {
        var parsed = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

        var stored = MicrosecondsConverter.ToMicroseconds(parsed);

        Assert.Equal(expected, stored);
        Assert.InRange(parsed - MicrosecondsConverter.FromMicroseconds(stored), TimeSpan.Zero, TimeSpan.FromMicroseconds(1));
    }

    [Fact]
    public void Ids_AreStoredInTheOrderOfTime()
    {
        var convert = new BigEndianGuidConverter();
        var ids = Enumerable.Range(0, 50).Select(i => Guid.CreateVersion7(StoreScenario.Start.AddSeconds(i * 7))).ToList();

        var stored = ids.Select(id => Convert.ToHexString((byte[])convert.ConvertToProvider(id)!)).ToList();

        Assert.Equal(stored.Order(StringComparer.Ordinal), stored, StringComparer.Ordinal);
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(ids[0], convert.ConvertFromProvider(convert.ConvertToProvider(ids[0])));
    }

    [Fact]
    public void Json_OfAnotherVersion_IsReadWithDefaultsForWhatIsMissing()
    {
        var schedule = StorageJson.Read<SendingSchedule>("""{"Days":62,"AddedLater":{"x":1}}""");
        var variant = StorageJson.Read<StepVariant>("""{"Template":{"Text":"hi"}}""");

        Assert.Equal(("Etc/UTC", DaysOfWeek.Weekdays, 0), (schedule.TimeZone, schedule.Days, schedule.BlackoutDates.Count));
        Assert.Equal(("A", 1, ""), (variant.Id, variant.Weight, variant.Template.Subject));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""[{"Variants":[],"Conditions":{"moonIsFull":true}}]""")]
    public void Json_ThatIsNotUnderstood_IsSaidAndNotIgnored(string json)
    {
        var error = Assert.Throws<OutreachStorageException>(() => StorageJson.Read<List<SequenceStep>>(json));

        Assert.Contains("update Outreach", error.Message, StringComparison.Ordinal);
    }
}
