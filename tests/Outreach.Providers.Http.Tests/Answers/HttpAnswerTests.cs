using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Serialization;

namespace Outreach.Providers.Http.Tests;

public sealed class HttpAnswerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(301, FailureKind.Authentication)]
    [InlineData(400, FailureKind.Permanent)]
    [InlineData(401, FailureKind.Authentication)]
    [InlineData(404, FailureKind.Authentication)]
    [InlineData(408, FailureKind.Transient)]
    [InlineData(413, FailureKind.RejectedContent)]
    [InlineData(422, FailureKind.Permanent)]
    [InlineData(429, FailureKind.Throttled)]
    public async Task Answer_ThatRefuses_IsMeantAsItsStatusSays(int status, FailureKind kind)
    {
        using var answer = await ReadAsync(status);

        var result = answer.NotAccepted();

        Assert.Equal((HandOverPhase.Answered, (FailureKind?)kind, (int?)status), (result.Phase, result.Failure, result.Reply?.Code));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Answer_FromWhichNobodyCanTell_LeavesADoubt(int status)
    {
        using var answer = await ReadAsync(status);

        Assert.Equal((HandOverPhase.HandedOver, null), (answer.NotAccepted().Phase, answer.NotAccepted().Failure));
    }

    [Fact]
    public async Task Answer_OfAServerErrorThatIsDocumentedAsNotAccepted_IsTransient()
    {
        using var answer = await ReadAsync(503);

        Assert.Equal((HandOverPhase.Answered, (FailureKind?)FailureKind.Transient), (answer.NotAccepted(isCertain: true).Phase, answer.NotAccepted(isCertain: true).Failure));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("Mon, 02 Mar 2026 09:00:30 GMT", 30)]
    [InlineData("Mon, 02 Mar 2026 08:00:00 GMT", 0)]
    [InlineData("99999999", 86_400)]
    [InlineData("soon", null)]
    public async Task RetryAfter_InSecondsOrAsADate_IsReadAndBounded(string header, int? seconds)
    {
        using var answer = await ReadAsync(429, retryAfter: header);

        Assert.Equal(seconds, (int?)answer.Refused(FailureKind.Throttled).RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData("1772442010", 10)]
    [InlineData("1772441000", 0)]
    [InlineData("-1", null)]
    [InlineData("later", null)]
    [InlineData(null, null)]
    public void ResetTime_InSecondsSince1970_IsAWait(string? header, int? seconds) =>
        Assert.Equal(seconds, (int?)ResetTime.FromUnixSeconds(header, Now)?.TotalSeconds);

    [Fact]
    public async Task Answer_LongerThanTheLimit_IsCut()
    {
        using var answer = await ReadAsync(200, new string('x', 2_000), most: 1_024);

        Assert.Equal((true, 1_024), (answer.IsCut, answer.Body.Length));
        Assert.False(answer.TryReadJson(TestJson.Default.TestBody, out _));
    }

    [Fact]
    public async Task Answer_AsLongAsTheLimit_IsWhole()
    {
        using var answer = await ReadAsync(200, new string('x', 1_024), most: 1_024);

        Assert.Equal((false, 1_024), (answer.IsCut, answer.Body.Length));
    }

    [Theory]
    [InlineData("{\"id\":\"1\"}", "1")]
    [InlineData("{\"id\":1}", null)]
    [InlineData("{\"id\":", null)]
    [InlineData("null", null)]
    [InlineData("", null)]
    public async Task Json_ThatFits_IsRead(string body, string? id)
    {
        using var answer = await ReadAsync(200, body);

        Assert.Equal(id is not null, answer.TryReadJson(TestJson.Default.TestBody, out var read));
        Assert.Equal(id, read?.Id);
    }

    [Fact]
    public async Task Json_NestedWithoutEnd_IsNone()
    {
        using var answer = await ReadAsync(200, string.Concat(Enumerable.Repeat("{\"id\":", 10_000)), most: 1 << 20);

        Assert.False(answer.TryReadJson(TestJson.Default.TestBody, out _));
    }

    private static Task<HttpAnswer> ReadAsync(int status, string body = "", int most = 65_536, string? retryAfter = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        response.Headers.TryAddWithoutValidation("Retry-After", retryAfter?.ToString(CultureInfo.InvariantCulture));
        return HttpAnswer.ReadAsync(response, most, Now, TestContext.Current.CancellationToken);
    }
}

internal sealed record TestBody([property: JsonPropertyName("id")] string? Id);

[JsonSerializable(typeof(TestBody))]
internal sealed partial class TestJson : JsonSerializerContext;
