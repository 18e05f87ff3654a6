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

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(40)]
    public void CustomFields_OfAnyNumber_AreFoundWithoutRegardToCase(int count)
    {
        var fields = Enumerable.Range(0, count).ToDictionary(i => $"Field {i}", i => $"value {i}");

        var read = StorageJson.ReadFields(StorageJson.WriteFields(fields));

        Assert.Equal(fields, read);
        Assert.All(fields, field => Assert.Equal(field.Value, read[field.Key.ToUpperInvariant()]));
        Assert.False(read.TryGetValue("Field 999", out _));
        Assert.Throws<KeyNotFoundException>(() => read["Field 999"]);
        Assert.Equal(count, read.Count);
        Assert.Equal(fields.Keys, read.Keys);
        Assert.Equal(fields.Values, read.Values);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    public void CustomFields_WithTheSameNameTwice_HaveTheLastValue(int others)
    {
        var json = "{" + string.Concat(Enumerable.Range(0, others).Select(i => $"\"other {i}\":\"x\",")) + "\"City\":\"Rome\",\"CITY\":\"Oslo\"}";

        var read = StorageJson.ReadFields(json);

        Assert.Equal((others + 1, "Oslo"), (read.Count, read["city"]));
    }
}
