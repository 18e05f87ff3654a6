using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>
/// A statement that is prepared once and run often, with parameters bound straight from values: the send path runs several for every message,
/// and a command object would box each parameter. Parameters are numbered from 1, columns from 0. Not safe for concurrent use.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _next;
    private int _column;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Forgets the run before, and starts binding at the first parameter.</summary>
    public SqliteStatement Begin()
    {
        // The code is that of the run before, which has been reported already.
        _ = raw.sqlite3_reset(_statement);
        _next = 0;
        return this;
    }

    public SqliteStatement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_next, value));
        return this;
    }

    public SqliteStatement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public SqliteStatement Bind(bool value) => Bind(value ? 1 : 0);

    public SqliteStatement Bind(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bind(bytes);
    }

    public SqliteStatement Bind(Guid? value) => value is { } id ? Bind(id) : BindNull();

    public SqliteStatement Bind(DateTimeOffset value) => Bind(MicrosecondsConverter.ToMicroseconds(value));

    public SqliteStatement Bind(DateTimeOffset? value) => value is { } time ? Bind(time) : BindNull();

    public SqliteStatement Bind(ReadOnlySpan<byte> value)
    {
        // An empty span would be bound as NULL.
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, ++_next, 0) : raw.sqlite3_bind_blob(_statement, ++_next, value));
        return this;
    }

    public SqliteStatement Bind(string? value) => value is null ? BindNull() : BindText(value);

    /// <summary>Binds a text, or a part of one.</summary>
    public SqliteStatement BindText(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
        {
            Check(raw.sqlite3_bind_text(_statement, ++_next, ""));
            return this;
        }

        byte[]? rented = null;
        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        var buffer = size <= 512 ? stackalloc byte[512] : rented = ArrayPool<byte>.Shared.Rent(size);
        var written = Encoding.UTF8.GetBytes(value, buffer);
        Check(raw.sqlite3_bind_text(_statement, ++_next, buffer[..written]));
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return this;
    }

    /// <summary>
    /// Moves to the next row, whose columns are then read from the first. Whoever stops before the end calls <see cref="Begin"/>, since a
    /// statement in the middle of its rows keeps a transaction open.
    /// </summary>
    /// <returns><see langword="false"/> after the last row.</returns>
    public bool Read()
    {
        _column = -1;
        switch (raw.sqlite3_step(_statement))
        {
            case raw.SQLITE_ROW:
                return true;
            case raw.SQLITE_DONE:
                _ = raw.sqlite3_reset(_statement);
                return false;
            default:
                // The message and the extended code must be read before anything else is done with the connection.
                var error = NativeConnection.LastError(_database);
                _ = raw.sqlite3_reset(_statement);
                throw error;
        }
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        while (Read())
        {
        }

        return raw.sqlite3_changes(_database);
    }

    public long GetLong() => raw.sqlite3_column_int64(_statement, ++_column);

    public int GetInt() => raw.sqlite3_column_int(_statement, ++_column);

    public bool GetBool() => GetInt() != 0;

    public long? GetLongOrNull() => IsNextNull() ? Skip<long?>() : GetLong();

    public int? GetIntOrNull() => IsNextNull() ? Skip<int?>() : GetInt();

    public Guid GetGuid() => new(raw.sqlite3_column_blob(_statement, ++_column), bigEndian: true);

    public byte[] GetBytes() => raw.sqlite3_column_blob(_statement, ++_column).ToArray();

    /// <summary>Gets a text as the octets that are stored, valid until the next step; empty for NULL.</summary>
    public ReadOnlySpan<byte> GetUtf8() => raw.sqlite3_column_blob(_statement, ++_column);

    public string GetText() => raw.sqlite3_column_text(_statement, ++_column).utf8_to_string();

    public string? GetTextOrNull() => IsNextNull() ? Skip<string?>() : GetText();

    /// <summary>Gets a text that is usually the same as another one, which stands for it then.</summary>
    public string? GetTextLike(string? other)
    {
        if (IsNextNull())
        {
            return Skip<string?>();
        }

        var utf8 = GetUtf8();
        return other is not null && Ascii.Equals(utf8, other) ? other : Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Gets a text that many rows have.</summary>
    public string? GetRepeatedTextOrNull() => IsNextNull() ? Skip<string?>() : RepeatedText.Get(GetUtf8());

    public DateTimeOffset GetTime() => MicrosecondsConverter.FromMicroseconds(GetLong());

    public DateTimeOffset? GetTimeOrNull() => IsNextNull() ? Skip<DateTimeOffset?>() : GetTime();

    public void Dispose() => _statement.Dispose();

    private SqliteStatement BindNull()
    {
        Check(raw.sqlite3_bind_null(_statement, ++_next));
        return this;
    }

    private bool IsNextNull() => raw.sqlite3_column_type(_statement, _column + 1) == raw.SQLITE_NULL;

    private T? Skip<T>()
    {
        _column++;
        return default;
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw NativeConnection.LastError(_database);
        }
    }
}
