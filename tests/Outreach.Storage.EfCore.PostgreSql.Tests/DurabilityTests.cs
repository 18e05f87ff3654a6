using Microsoft.Extensions.DependencyInjection;
using Outreach.TestServers;

namespace Outreach.Storage.EfCore.PostgreSql.Tests;

public sealed class DurabilityTests
{
    [Fact]
    public async Task Server_ThatLosesWhatItConfirms_IsRefused()
    {
        var server = await PostgreSqlFixture.ServerAsync();
        await using var services = PostgreSqlFixture.Services(
            server.ConnectionString("postgres"), configure: options => options.AllowDataLoss = false);

        var error = await Assert.ThrowsAsync<OutreachStorageException>(() => services.Get<IMetadataStore>().GetAsync("any"));

        Assert.Contains("fsync=off", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("on", "on", "on", null)]
    [InlineData("off", "on", "on", "fsync")]
    [InlineData("on", "off", "on", "full_page_writes")]
    [InlineData("on", "on", "off", "synchronous_commit")]
    [InlineData("on", "on", "local", null)]
    [InlineData("on", "on", "remote_apply", null)]
    public void Settings_TellWhatIsUnsafe(string fsync, string fullPageWrites, string synchronousCommit, string? expected) =>
        Assert.Equal(expected, Settings(synchronousCommit) is var settings ? (settings with { Fsync = fsync, FullPageWrites = fullPageWrites }).FindUnsafe() : "");

    [Theory]
    [InlineData("on", "", 0, false)]
    [InlineData("on", "", 1, true)]
    [InlineData("on", "FIRST 1 (a, b)", 1, false)]
    [InlineData("local", "FIRST 1 (a, b)", 1, true)]
    public void Settings_TellWhetherAFailOverMayLoseCommits(string synchronousCommit, string names, int asynchronous, bool expected) =>
        Assert.Equal(
            expected, (Settings(synchronousCommit) with { SynchronousStandbyNames = names, AsynchronousStandbys = asynchronous }).MayFailOverToStale);

    [Fact]
    public async Task Server_ThatCannotBeReached_IsNamedInASentence()
    {
        await using var services = PostgreSqlFixture.Services($"Host=127.0.0.1;Port={FreePort.Next()};Username=a;Password=b;Database=shop");

        var error = await Assert.ThrowsAsync<OutreachStorageException>(() => services.Get<ISendLedger>().OpenSessionAsync());

        Assert.Contains("shop on 127.0.0.1 does not answer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_WhoIsRefused_IsToldToCheckThePassword()
    {
        var server = await PostgreSqlFixture.ServerAsync();
        await using var services = PostgreSqlFixture.Services(server.ConnectionString("postgres") + ";Password=wrong");

        var error = await Assert.ThrowsAsync<OutreachStorageException>(() => services.Get<IMetadataStore>().GetAsync("any"));

        Assert.Contains("check the user name and password", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Schema is ''")]
    [InlineData("a\"; DROP SCHEMA public; --", "letters, digits and underscores")]
    [InlineData("1st", "letters, digits and underscores")]
    public void Schema_ThatIsNoPlainName_IsRefused(string schema, string expected)
    {
        using var services = PostgreSqlFixture.Services("Host=127.0.0.1", configure: options => options.Schema = schema);

        var error = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(services.GetRequiredService<PostgreSqlDatabase>);

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static ServerSettings Settings(string synchronousCommit) => new()
    {
        Version = 15,
        IsStandby = false,
        Fsync = "on",
        FullPageWrites = "on",
        SynchronousCommit = synchronousCommit,
        SynchronousStandbyNames = "",
        AsynchronousStandbys = 0,
    };
}
