#!/usr/bin/env bash
# Makes a migration of the model for every database that Outreach stores in: eng/add-migration.sh NameOfTheChange [sqlite|postgresql]
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?give the migration a name, in PascalCase}
only=${2:-}

tool=artifacts/tools/dotnet-ef
[ -x "$tool" ] || dotnet tool install dotnet-ef --version 10.0.14 --tool-path artifacts/tools
dotnet build eng/Outreach.Migrations -c Release --nologo -v q

add() {
  "$tool" migrations add "$name" --configuration Release --no-build --project "src/Outreach.Storage.EfCore.$1" --startup-project eng/Outreach.Migrations \
    --context "$1OutreachDbContext" --output-dir Migrations
  # Migrations are no API of the package.
  sed -i -E 's/^( *)(public )?partial class/\1internal sealed partial class/' "src/Outreach.Storage.EfCore.$1"/Migrations/*"_$name"*.cs \
    "src/Outreach.Storage.EfCore.$1/Migrations/$1OutreachDbContextModelSnapshot.cs"
}

[ "$only" = postgresql ] || add Sqlite
[ "$only" = sqlite ] || add PostgreSql
