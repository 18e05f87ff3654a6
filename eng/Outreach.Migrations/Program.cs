// dotnet-ef looks for SqliteFactory; there is nothing to run.
return 0;
