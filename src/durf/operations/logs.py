"""One JSON object a line; ids only, never names, addresses, tokens or texts."""

import json
import logging
from datetime import UTC, datetime

ALLOWED = ("delivery", "kind", "attempts", "sweep", "count", "wish", "introduction", "seconds")


class JsonFormatter(logging.Formatter):
    """Format a record with its allowed extras; an exception is named by type and place, without its message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
        }
        line.update({name: getattr(record, name) for name in ALLOWED if hasattr(record, name)})
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _place(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _place(trace: object) -> list[str]:
    places = []
    while trace is not None:
        frame = trace.tb_frame  # type: ignore[attr-defined]
        places.append(f"{frame.f_globals.get('__name__')}:{trace.tb_lineno}")  # type: ignore[attr-defined]
        trace = trace.tb_next  # type: ignore[attr-defined]
    return places[-8:]
