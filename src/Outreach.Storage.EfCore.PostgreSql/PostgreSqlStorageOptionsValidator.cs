using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Checks <see cref="PostgreSqlStorageOptions"/> when the host starts.</summary>
internal sealed partial class PostgreSqlStorageOptionsValidator : IValidateOptions<PostgreSqlStorageOptions>
{
    public ValidateOptionsResult Validate(string? name, PostgreSqlStorageOptions options)
    {
        if (!Identifier().IsMatch(options.Schema))
        {
            return ValidateOptionsResult.Fail(
                $"Schema is '{options.Schema}': give 1 to 63 letters, digits and underscores, not beginning with a digit.");
        }

        if (options.WorkerTimeout < TimeSpan.FromSeconds(1) || options.WorkerTimeout > TimeSpan.FromMinutes(10))
        {
            return ValidateOptionsResult.Fail($"WorkerTimeout is {options.WorkerTimeout}: give 1 second to 10 minutes.");
        }

        try
        {
            var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            return string.IsNullOrEmpty(connection.Host)
                ? ValidateOptionsResult.Fail("The connection string names no host: give one such as 'Host=db;Database=app;Username=app;Password=…'.")
                : ValidateOptionsResult.Success;
        }
        catch (ArgumentException error)
        {
            return ValidateOptionsResult.Fail(
                $"The connection string can't be read: {error.Message} Give one such as 'Host=db;Database=app;Username=app;Password=…'.");
        }
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,62}$", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Identifier();
}
