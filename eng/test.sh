#!/usr/bin/env bash
# Builds everything and runs every test. On Debian, as root, it first installs the servers and programs that tests run against; elsewhere those
# tests say "skipped: X is not installed". Arguments go to `dotnet test`. Ends with "N passed, N failed, N skipped" over all test projects.
set -uo pipefail
cd "$(dirname "$0")/.."

if command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
  bash eng/install-test-servers.sh || { echo "Installing the servers for the tests failed." >&2; exit 1; }
  # What was installed must be used: a test that is skipped for want of a server fails instead.
  export OUTREACH_REQUIRE_SERVERS=1
fi

configuration=${CONFIGURATION:-Release}
dotnet build Outreach.Sdk.sln -c "$configuration" -nologo -v quiet || exit 1

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test --solution Outreach.Sdk.sln -c "$configuration" --no-build --no-progress "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

count() { grep -E "^ +$1: [0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+' | head -n 1; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
[ "${passed:-0}" -gt 0 ] || status=1
exit "$status"
