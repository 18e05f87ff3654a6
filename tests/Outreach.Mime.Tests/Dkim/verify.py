"""Standard input: paths. Standard output: each with how many of its signatures pass and how many it has."""
import sys

import dkim

with open(sys.argv[1]) as records:
    keys = dict(line.rstrip('\n').split(' ', 1) for line in records)


def find(name, timeout=5):
    name = name.decode() if isinstance(name, bytes) else name
    value = keys.get(name.rstrip('.'))
    return value.encode() if value else None


def verify(message):
    try:
        count = sum(1 for name, _ in dkim.rfc822_parse(message)[0] if name.lower() == b'dkim-signature')
    except dkim.DKIMException:
        return 0, 0
    passed = 0
    for index in range(count):
        try:
            passed += 1 if dkim.DKIM(message).verify(idx=index, dnsfunc=find) else 0
        except Exception:
            pass
    return passed, count


for path in sys.stdin.read().split():
    with open(path, 'rb') as file:
        print(path, *verify(file.read()))
