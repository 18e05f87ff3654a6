using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>Checks <see cref="SqliteStorageOptions"/> when the host starts.</summary>
internal sealed class SqliteStorageOptionsValidator : IValidateOptions<SqliteStorageOptions>
{
    public ValidateOptionsResult Validate(string? name, SqliteStorageOptions options)
    {
        if (options.BusyTimeout < TimeSpan.FromSeconds(1) || options.BusyTimeout > TimeSpan.FromMinutes(10))
        {
            return ValidateOptionsResult.Fail($"BusyTimeout is {options.BusyTimeout}: give 1 second to 10 minutes.");
        }

        try
        {
            var connection = new SqliteConnectionStringBuilder(options.ConnectionString);
            if (connection.Mode == SqliteOpenMode.Memory || connection.DataSource is "" or ":memory:")
            {
                return ValidateOptionsResult.Fail(
                    "The connection string names no file: give one such as 'Data Source=outreach.db', or call UseInMemoryStore().");
            }

            return connection.Mode == SqliteOpenMode.ReadOnly
                ? ValidateOptionsResult.Fail("The connection string asks for read-only access: remove 'Mode=ReadOnly', sends must be recorded.")
                : ValidateOptionsResult.Success;
        }
        catch (ArgumentException error)
        {
            return ValidateOptionsResult.Fail($"The connection string can't be read: {error.Message} Give one such as 'Data Source=outreach.db'.");
        }
    }
}
