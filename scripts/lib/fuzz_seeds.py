"""What fuzzing of JSON starts from: one example of each message in schema/, and the words that messages are made of."""

import hashlib
import json
from pathlib import Path

SCHEMA = Path(__file__).resolve().parent.parent.parent / "schema"
DEEPEST = 6
# By the name of a scalar's schema; any other text is an address.
TEXTS = {"Uint64": "7", "Uint128": "1000000", "Uint256": "1000000", "Int128": "-5", "Decimal": "0.5", "Timestamp": "1700000000000000000",
         "Binary": "e30=", "HexBinary": "00ff"}  # fmt: skip


def write(folder: Path) -> None:
    """One file for each message of each contract."""
    for path in sorted(SCHEMA.glob("*.json")):
        api = json.loads(path.read_text())
        for part in ("instantiate", "execute", "query", "migrate"):
            for example in examples(api.get(part) or {}):
                text = json.dumps(example, separators=(",", ":")).encode()
                (folder / hashlib.sha1(text).hexdigest()).write_bytes(text)


def dictionary(folder: Path) -> Path:
    """The names of fields and variants, in libFuzzer's form."""
    words = set()
    for path in sorted(SCHEMA.glob("*.json")):
        collect(json.loads(path.read_text()), words)
    file = folder / "words.dict"
    file.write_text("".join(f'"\\"{word}\\""\n' for word in sorted(words)))
    return file


def collect(schema: object, words: set[str]) -> None:
    if isinstance(schema, dict):
        words.update(schema.get("properties", {}) if isinstance(schema.get("properties"), dict) else ())
        words.update(word for word in schema.get("enum", ()) if isinstance(word, str))
        for value in schema.values():
            collect(value, words)
    elif isinstance(schema, list):
        for value in schema:
            collect(value, words)


def examples(schema: dict) -> list:
    """One value for each variant at the top."""
    definitions = schema.get("definitions", {})
    variants = schema.get("oneOf") or schema.get("anyOf") or [schema]
    return [example(variant, definitions, "", 0) for variant in variants if variant]


def example(schema: object, definitions: dict, name: str, depth: int) -> object:
    if not isinstance(schema, dict) or depth > DEEPEST:
        return None
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return example(definitions[name], definitions, name, depth)
    for key in ("allOf", "oneOf", "anyOf"):
        if key in schema:
            return example(schema[key][0], definitions, name, depth)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        fields = schema.get("properties", {}).items()
        return {field: example(value, definitions, "", depth + 1) for field, value in fields}
    if kind == "array":
        items = schema.get("items", {})
        return [example(item, definitions, "", depth + 1) for item in (items if isinstance(items, list) else [items])]
    return {"integer": 1, "boolean": True, "null": None, "string": TEXTS.get(name, "wasm1user")}.get(kind)
