using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>A connection without the ADO.NET layer, for <see cref="SqliteStatement"/>.</summary>
internal sealed class NativeConnection : IDisposable
{
    private readonly sqlite3 _database;

    /// <summary>Opens a file that exists.</summary>
    public NativeConnection(string path)
    {
        // The queue of writers lets one thread in at a time, so SQLite need not lock the connection again.
        var code = raw.sqlite3_open_v2(path, out _database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX, vfs: null);
        if (code != raw.SQLITE_OK)
        {
            var error = LastError(_database);
            _database.Dispose();
            throw error;
        }
    }

    public bool IsInTransaction => raw.sqlite3_get_autocommit(_database) == 0;

    public long LastInsertedRow => raw.sqlite3_last_insert_rowid(_database);

    public SqliteStatement Prepare(string sql) => new(_database, sql);

    /// <summary>Runs statements of ours that take no values.</summary>
    public void Execute(string sql)
    {
        if (raw.sqlite3_exec(_database, sql) != raw.SQLITE_OK)
        {
            throw LastError(_database);
        }
    }

    public void Dispose() => _database.Dispose();

    /// <summary>Makes an exception of the connection's latest failure.</summary>
    public static SqliteException LastError(sqlite3 database)
    {
        var extended = raw.sqlite3_extended_errcode(database);
        return new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), extended & 0xff, extended);
    }
}
