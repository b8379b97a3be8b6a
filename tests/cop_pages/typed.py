"""What a browser would send back from a form as it stands."""

import html5lib


def posted(client, url, **changes) -> dict[str, str | list[str]]:
    """All fields of the page's form, with some of them changed; ticks of one name as a list."""
    parsed = html5lib.parse(client.get(url).text, namespaceHTMLElements=False)
    data = {}
    for field in parsed.iterfind(".//main//input"):
        name, is_box = field.get("name"), field.get("type") == "checkbox"
        if name and is_box and "checked" in field.attrib:
            data.setdefault(name, []).append(field.get("value", "on"))
        elif name and not is_box:
            data[name] = field.get("value", "")
    for field in parsed.iterfind(".//main//textarea"):
        data[field.get("name")] = (field.text or "").removeprefix("\n")
    return data | changes
