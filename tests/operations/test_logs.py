"""What the log says, and above all what it does not."""

import json
import logging
import sys

from durf.operations.logs import JsonFormatter


def record(message: str, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("durf.try", logging.INFO, "f.py", 1, message, (), None)
    made.__dict__.update(extra)
    return made


def test_a_line_is_one_json_object_with_allowed_facts_only() -> None:
    line = json.loads(JsonFormatter().format(record("sent", delivery=7, email="bob@example.org")))
    assert line["delivery"] == 7
    assert "bob" not in json.dumps(line)


def test_an_error_is_named_by_type_and_place_without_its_words() -> None:
    try:
        raise ValueError("the token was s3cret")
    except ValueError:
        made = record("broke")
        made.exc_info = sys.exc_info()
    line = json.loads(JsonFormatter().format(made))
    assert line["error"] == "ValueError"
    assert "s3cret" not in json.dumps(line)
    assert any("test_logs" in place for place in line["where"])
