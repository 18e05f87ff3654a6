using Npgsql;
using NpgsqlTypes;

namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>Gives a statement a column of values of many rows as one array, for <c>unnest</c>.</summary>
internal static class ArrayParameters
{
    public static NpgsqlParameterCollection Add<TRow>(this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, Func<TRow, Guid> value) =>
        parameters.Add(Values(rows, value), NpgsqlDbType.Uuid);

    public static NpgsqlParameterCollection Add<TRow>(this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, Func<TRow, Guid?> value) =>
        parameters.Add(Values(rows, value), NpgsqlDbType.Uuid);

    public static NpgsqlParameterCollection Add<TRow>(this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, Func<TRow, int> value) =>
        parameters.Add(Values(rows, value), NpgsqlDbType.Integer);

    public static NpgsqlParameterCollection Add<TRow>(this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, Func<TRow, int?> value) =>
        parameters.Add(Values(rows, value), NpgsqlDbType.Integer);

    public static NpgsqlParameterCollection Add<TRow>(this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, Func<TRow, long> value) =>
        parameters.Add(Values(rows, value), NpgsqlDbType.Bigint);

    public static NpgsqlParameterCollection Add<TRow>(this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, Func<TRow, bool> value) =>
        parameters.Add(Values(rows, value), NpgsqlDbType.Boolean);

    public static NpgsqlParameterCollection Add<TRow>(this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, Func<TRow, byte[]> value) =>
        parameters.Add(Values(rows, value), NpgsqlDbType.Bytea);

    public static NpgsqlParameterCollection Add<TRow>(this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, Func<TRow, string?> value) =>
        parameters.Add(Values(rows, row => PostgreSqlText.Clean(value(row))), NpgsqlDbType.Text);

    public static NpgsqlParameterCollection Add<TRow>(this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, Func<TRow, DateTimeOffset> value) =>
        parameters.Add(Values(rows, row => PostgreSqlTime.RoundDown(value(row))), NpgsqlDbType.TimestampTz);

    public static NpgsqlParameterCollection Add<TRow>(this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, Func<TRow, DateTimeOffset?> value) =>
        parameters.Add(Values(rows, row => PostgreSqlTime.RoundDown(value(row))), NpgsqlDbType.TimestampTz);

    /// <summary>Adds a single value.</summary>
    public static NpgsqlParameterCollection AddValue<T>(this NpgsqlParameterCollection parameters, T value)
    {
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return parameters;
    }

    /// <summary>Adds a single time that may be missing.</summary>
    public static NpgsqlParameterCollection AddTime(this NpgsqlParameterCollection parameters, DateTimeOffset? value)
    {
        parameters.Add(new NpgsqlParameter
        {
            Value = value is { } time ? PostgreSqlTime.RoundDown(time) : DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.TimestampTz,
        });
        return parameters;
    }

    /// <summary>Adds a single text that may be missing.</summary>
    public static NpgsqlParameterCollection AddText(this NpgsqlParameterCollection parameters, string? value)
    {
        parameters.Add(new NpgsqlParameter<string?> { TypedValue = PostgreSqlText.Clean(value), NpgsqlDbType = NpgsqlDbType.Text });
        return parameters;
    }

    /// <summary>Adds a single id that may be missing.</summary>
    public static NpgsqlParameterCollection AddId(this NpgsqlParameterCollection parameters, Guid? value)
    {
        parameters.Add(new NpgsqlParameter { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        return parameters;
    }

    /// <summary>Adds a single number that may be missing.</summary>
    public static NpgsqlParameterCollection AddNumber(this NpgsqlParameterCollection parameters, int? value)
    {
        parameters.Add(new NpgsqlParameter { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        return parameters;
    }

    private static NpgsqlParameterCollection Add<T>(this NpgsqlParameterCollection parameters, T[] values, NpgsqlDbType type)
    {
        parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        return parameters;
    }

    private static T[] Values<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return values;
    }
}
