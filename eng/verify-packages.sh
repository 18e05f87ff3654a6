#!/usr/bin/env bash
# Packs every package and proves that a project outside the repository can restore them from a folder and compile the README's example.
set -euo pipefail
cd "$(dirname "$0")/.."

rm -rf artifacts/packages
dotnet pack Outreach.Sdk.sln -c Release -nologo -v quiet -o artifacts/packages

for package in artifacts/packages/*.nupkg; do
  [ -e "${package%.nupkg}.snupkg" ] || { echo "$package has no symbols." >&2; exit 1; }
  unzip -Z1 "$package" README.md > /dev/null 2>&1 || { echo "$package has no README." >&2; exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/nuget.config" <<C
<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <config><add key="globalPackagesFolder" value="$work/cache" /></config>
  <fallbackPackageFolders><add key="main" value="${NUGET_PACKAGES:-$HOME/.nuget/packages}" /></fallbackPackageFolders>
  <packageSources><add key="outreach-local" value="$PWD/artifacts/packages" /></packageSources>
  <packageSourceMapping>
    <packageSource key="outreach-local"><package pattern="Outreach" /><package pattern="Outreach.*" /></packageSource>
    <packageSource key="nuget.org"><package pattern="*" /></packageSource>
  </packageSourceMapping>
</configuration>
C
cat > "$work/Example.csproj" <<'P'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <!-- For feeds that carry SQLitePCLRaw 2.0.6 and nothing newer (docs/decisions/0003). -->
    <NoWarn>NU1605;NETSDK1206</NoWarn>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.14" />
    <PackageReference Include="Outreach" Version="0.1.0" />
    <PackageReference Include="Outreach.Providers.Smtp" Version="0.1.0" />
    <PackageReference Include="Outreach.Storage.EfCore.Sqlite" Version="0.1.0" />
    <PackageReference Include="SQLitePCLRaw.core" Version="2.0.6" />
    <PackageReference Include="SQLitePCLRaw.bundle_e_sqlite3" Version="2.0.6" />
  </ItemGroup>
</Project>
P
cp samples/Outreach.Samples.Readme/Program.cs "$work/Program.cs"
dotnet build "$work/Example.csproj" -nologo -v quiet
echo "The packages work: $(ls artifacts/packages/*.nupkg | wc -l) packed; the README's example compiles against them."
