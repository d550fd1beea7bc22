"""Verifies every finding of forgeable-token once more, with Python's hmac instead of keylint's code.

    keylint --rules forgeable-token --strict --no-config -f json >report.json
    python3 bench/verify_tokens.py report.json DIRECTORY

The tokens are read at the places that a finding names; the key is looked for among the published values and in what is
written there. Prints how many findings there are and how many are so verified, and the places of the others; no value.
"""

import base64
import binascii
import hashlib
import hmac
import json
import pathlib
import re
import sys

HASHES = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}
TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]*\.[\w-]+")
QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|`([^`]*)`|[=:]\s*([^\s\"'#]+)")
SETTING = re.compile(r"\s*[\w.\"'-]+\s*[:=]\s*(.*)$")
PUBLISHED = pathlib.Path(__file__).parent.parent / "src/strength/known-secrets.json"


def from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def published() -> set[str]:
    entries = json.loads(PUBLISHED.read_text())
    return {e["value"][::-1] if e.get("reversed") else e["value"] for e in entries}


def texts_near(lines: list[str], line: int) -> set[str]:
    """What stands in quotes or behind a name, in a line and the few after it; and a text of several lines."""
    found = set()
    for text in lines[line - 1 : line + 6]:
        found.update(next(g for g in m.groups() if g is not None) for m in QUOTED.finditer(text))
        if setting := SETTING.match(text):
            found.add(setting[1].strip().strip("\"'"))
    if block := re.search(r'("""|\'\'\'|`)(.*?)\1', "\n".join(lines[line - 1 :]), re.S):
        found.update((block[2], block[2].strip()))
    return found


def keys_of(text: str):
    yield text.encode()
    for decode in (lambda t: base64.b64decode(t, validate=True), from_base64url, bytes.fromhex):
        try:
            yield decode(text)
        except (ValueError, binascii.Error):
            pass
    try:
        yield json.loads(f'"{text}"').encode()
    except ValueError:
        pass


def verifies(token: str, key: bytes) -> bool:
    header, claims, signature = token.split(".")
    try:
        made = HASHES[json.loads(from_base64url(header))["alg"]]
        wanted = from_base64url(signature)
    except (ValueError, KeyError, TypeError):
        return False
    return hmac.compare_digest(hmac.new(key, f"{header}.{claims}".encode(), made).digest(), wanted)


def is_verified(finding: dict, root: pathlib.Path, known: set[str]) -> bool:
    tokens: set[str] = set()
    texts = set(known)
    for place in [finding, *finding["related"]]:
        lines = (root / place["path"]).read_text(errors="replace").split("\n")
        near = lines[place["line"] - 1 : place["line"] + 5]
        tokens.update(TOKEN.findall("\n".join(near[:4])))
        # A token may be written in pieces.
        tokens.update(TOKEN.findall("".join(text.strip().strip("\"'+ \\") for text in near)))
        texts |= texts_near(lines, place["line"])
    return any(verifies(token, key) for token in tokens for text in texts for key in keys_of(text))


def main() -> int:
    report, root = json.load(open(sys.argv[1], encoding="utf8")), pathlib.Path(sys.argv[2])
    findings, known = report["findings"], published()
    open_ones = [f for f in findings if not is_verified(f, root, known)]
    print(f"{len(findings)} findings, {len(findings) - len(open_ones)} verified")
    for finding in open_ones:
        print(f"not verified: {finding['path']}:{finding['line']}")
    return 1 if open_ones else 0


sys.exit(main())
