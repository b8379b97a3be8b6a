"""The published contract is valid, complete, and changes only when somebody means it.

When it should change: UPDATE_OPENAPI=1 pytest tests/api/test_openapi.py, and commit openapi.json.
"""

import json
import os
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from modules_library.openapi import document_for, operations_of

SNAPSHOT = Path(__file__).with_name("openapi.json")
OUR_PATHS = ("/api/v3/modules/", "/api/v3/goals/", "/api/v3/phases/")
OUR_TYPES = ("ModulePage", "ModuleIndexPage", "HomePage", "StandardPage")


@pytest.fixture(scope="module")
def document():
    return document_for("https://wijk.example")


def references(part) -> set[str]:
    """The components a part of the document refers to."""
    if isinstance(part, dict):
        own = {part["$ref"]} if "$ref" in part else set()
        return own.union(*map(references, part.values()))
    return set().union(*map(references, part)) if isinstance(part, list) else set()


def with_referred(document: dict, parts: list) -> dict:
    """These parts and every component they lead to."""
    found, waiting = {}, references(parts)
    while waiting:
        reference = waiting.pop()
        group, name = reference.split("/")[-2:]
        found[reference] = document["components"][group][name]
        waiting |= references(found[reference]) - found.keys()
    return dict(sorted(found.items()))


def bare(part):
    """Without titles and descriptions: those are the words of the admin, and change more often."""
    if isinstance(part, list):
        return [bare(each) for each in part]
    if not isinstance(part, dict):
        return part
    words = {name for name in ("title", "description") if isinstance(part.get(name), str)}
    return {name: bare(each) for name, each in part.items() if name not in words}


def our_part(document: dict) -> dict:
    """What this library adds: its endpoints, and the schemas of its page types."""
    paths = {path: each for path, each in document["paths"].items() if path.startswith(OUR_PATHS)}
    kinds = {f"{kind}{suffix}" for kind in OUR_TYPES for suffix in ("", "Create", "Patch")}
    schemas = document["components"]["schemas"]
    pages = {f"{kind}Schema": schemas[f"{kind}Schema"] for kind in sorted(kinds)}
    components = with_referred(document, [paths, pages])
    return {"paths": paths, "pages": bare(pages), "components": bare(components)}


def test_document_is_valid(document):
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_our_part_of_the_contract_is_as_agreed(document):
    ours = json.dumps(our_part(document), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_OPENAPI"):
        SNAPSHOT.write_text(ours)
    assert json.loads(ours) == json.loads(SNAPSHOT.read_text())


def test_document_is_served_where_clients_look(visitor, db):
    response = visitor.get("/api/v3/openapi.json")
    assert response.status_code == 200
    assert response.json()["servers"] == [{"url": "http://testserver"}]
    assert response.json()["openapi"].startswith("3.1")


def test_document_can_be_switched_off(visitor, db, settings):
    settings.WAGTAILAPI_DOCS_ENABLED = False
    assert visitor.get("/api/v3/openapi.json").status_code == 404


def test_interactive_docs_are_for_developers_only(visitor, db):
    assert visitor.get("/api/v3/docs/").status_code == 404


def test_every_operation_lists_its_errors_as_problems(document):
    for path, operation in operations_of(document):
        codes = set(operation["responses"])
        assert {"400", "422", "429"} <= codes, path
        assert ("404" in codes) == ("{" in path), path
        is_open = {} in operation.get("security", [{}])
        assert ({"401", "403"} <= codes) != is_open, path
    for problem in document["components"]["responses"].values():
        assert list(problem["content"]) == ["application/problem+json"]


def test_our_operations_explain_themselves(document):
    for path, operation in operations_of(document):
        if path.startswith(OUR_PATHS):
            assert operation["summary"]
            assert operation["description"]
            assert operation["operationId"]
            assert "security" not in operation
            for parameter in operation["parameters"]:
                name = parameter["name"]
                assert "description" in parameter or "enum" in str(parameter["schema"]), name


def test_documentation_is_in_english_whatever_the_site_speaks(document):
    module = document["components"]["schemas"]["ModulePageSchema"]["properties"]
    assert module["summary"]["description"].startswith("In plain words")


def test_facilitator_notes_are_no_part_of_the_contract(document):
    assert "facilitator_notes" not in json.dumps(document)


def test_answers_of_our_endpoints_keep_to_the_document(visitor, network, document):
    from openapi_schema_validator import OAS31Validator

    for path, url in [
        ("/api/v3/modules/", "/api/v3/modules/"),
        ("/api/v3/modules/{key}/", "/api/v3/modules/wijkwandeling/"),
        ("/api/v3/goals/", "/api/v3/goals/"),
        ("/api/v3/phases/", "/api/v3/phases/"),
    ]:
        content = document["paths"][path]["get"]["responses"]["200"]["content"]
        schema = content["application/json"]["schema"] | {"components": document["components"]}
        validator = OAS31Validator(schema)
        errors = [error.message for error in validator.iter_errors(visitor.get(url).json())]
        assert errors == [], path
