"""Reads composed messages with Python's standard library and prints what it found, as JSON. Arguments: files."""
import email
import email.policy
import json
import sys

policy = email.policy.default.clone(raise_on_defect=False)


def defects(part):
    found = [type(d).__name__ for d in part.defects]
    for name, value in part.items():
        found += [f"{name}: {type(d).__name__}" for d in getattr(value, "defects", ())]
    return found


def describe(part):
    found = defects(part)
    node = {"type": part.get_content_type(), "defects": found}
    if part.is_multipart():
        node["parts"] = [describe(p) for p in part.iter_parts()]
        return node
    if part.get_content_maintype() == "text" and not part.is_attachment():
        node["text"] = part.get_content()
    else:
        node["bytes"] = part.get_payload(decode=True).hex()
    node["defects"] += defects(part)[len(found):]
    node["file"] = part.get_filename()
    node["cid"] = str(part["Content-ID"]) if part["Content-ID"] else None
    node["disposition"] = part.get_content_disposition()
    return node


def mailboxes(message, name):
    field = message[name]
    return [[a.display_name, a.addr_spec] for a in field.addresses] if field else []


result = []
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file, policy=policy)
    result.append({
        "subject": str(message["Subject"]) if message["Subject"] is not None else None,
        "from": mailboxes(message, "From"),
        "to": mailboxes(message, "To"),
        "date": message["Date"].datetime.isoformat(),
        "id": str(message["Message-ID"]),
        "names": [name for name, _ in message.items()],
        "unsubscribe": str(message["List-Unsubscribe"]) if message["List-Unsubscribe"] else None,
        "body": describe(message),
    })
json.dump(result, sys.stdout)
