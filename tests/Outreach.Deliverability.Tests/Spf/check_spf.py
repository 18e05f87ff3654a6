"""Standard input: a zone and clients in each line, as JSON. Standard output: what pyspf says about them, a line for each."""
import json
import sys

import spf

zone = {}


def lookup(name, kind, *_, **__):
    found = []
    for entry in zone.get(name.lower().rstrip('.'), []):
        if entry['type'] == kind:
            value = entry['value']
            found.append(((name, kind), (value.encode(),) if kind == 'TXT' else tuple(value) if kind == 'MX' else value))
    return found


spf.DNSLookup = lookup
for line in sys.stdin:
    work = json.loads(line)
    zone = {name.lower(): records for name, records in work['zone'].items()}
    print(*(spf.check2(i=client['ip'], s=client['from'], h=client['helo'])[0] for client in work['clients']))
