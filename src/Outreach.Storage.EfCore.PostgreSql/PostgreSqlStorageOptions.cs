namespace Outreach.Storage.EfCore.PostgreSql;

/// <summary>How the PostgreSQL store works.</summary>
public sealed class PostgreSqlStorageOptions
{
    /// <summary>
    /// Gets or sets the connection string, such as <c>Host=db;Database=app;Username=app;Password=…</c>. The database must exist; the schema and
    /// its tables are made on first use. Workers need connections of their own (LISTEN): a pooler between must keep sessions, not transactions.
    /// </summary>
    /// <value>Default: none; it is given to <c>UsePostgreSql</c>.</value>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Gets or sets whether the tables are made and brought up to date on first use. A host that has mapped them in its own context
    /// (<c>MapOutreachPostgreSql</c>) lets its own migrations do that.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Migrate { get; set; } = true;

    /// <summary>Gets or sets the schema that holds Outreach's tables, apart from the host's own.</summary>
    /// <value>1 to 63 characters: letters, digits and underscores, not beginning with a digit. Default: <c>outreach</c>.</value>
    public string Schema { get; set; } = "outreach";

    /// <summary>
    /// Gets or sets how long a worker whose connection is gone still counts as alive. A process that was killed loses its connection at once;
    /// a living one makes another as soon as the database lets it. Until then nobody takes over what it had in hand.
    /// </summary>
    /// <value>1 second to 10 minutes. Default: 10 seconds.</value>
    public TimeSpan WorkerTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets or sets whether to work with a server whose settings lose what it has confirmed when the power fails (<c>fsync</c>,
    /// <c>full_page_writes</c> or <c>synchronous_commit</c> off). A lost intent is a message sent twice: for tests only.
    /// </summary>
    /// <value>Default: <see langword="false"/>, by which such a server is refused with an <see cref="OutreachStorageException"/>.</value>
    public bool AllowDataLoss { get; set; }
}
