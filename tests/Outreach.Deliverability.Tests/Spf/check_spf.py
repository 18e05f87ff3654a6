"""Standard input: JSON with a zone and clients. Standard output: what pyspf says about each client, a line each."""
import json
import sys

import spf

work = json.load(sys.stdin)
zone = {name.lower(): records for name, records in work['zone'].items()}


def lookup(name, kind, *_, **__):
    found = []
    for entry in zone.get(name.lower().rstrip('.'), []):
        if entry['type'] == kind:
            value = entry['value']
            found.append(((name, kind), (value.encode(),) if kind == 'TXT' else tuple(value) if kind == 'MX' else value))
    return found


spf.DNSLookup = lookup
for client in work['clients']:
    print(spf.check2(i=client['ip'], s=client['from'], h=client['helo'])[0])
