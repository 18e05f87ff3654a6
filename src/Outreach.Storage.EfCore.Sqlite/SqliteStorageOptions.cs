namespace Outreach.Storage.EfCore.Sqlite;

/// <summary>How the SQLite store works.</summary>
public sealed class SqliteStorageOptions
{
    /// <summary>
    /// Gets or sets the connection string, such as <c>Data Source=outreach.db</c>. The folder must exist; the file is created on first use.
    /// Foreign keys and <c>synchronous=FULL</c> are always on, whatever it says.
    /// </summary>
    /// <value>Default: none; it is given to <c>UseSqlite</c>.</value>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Gets or sets whether the tables are made and brought up to date on first use. A host that has mapped them in its own context
    /// (<c>MapOutreachSqlite</c>) lets its own migrations do that.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Migrate { get; set; } = true;

    /// <summary>Gets or sets how long a write waits for another process to finish its own before it fails.</summary>
    /// <value>1 second to 10 minutes. Default: 30 seconds.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
