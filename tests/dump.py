"""A dump of every table, to compare two moments or to look for a string."""

from collections.abc import Collection

from django.apps import apps
from django.db import connection

PASSING = ("django_session", "usersessions_usersession")


def dump_tables(*, without: Collection[str] = PASSING) -> dict[str, list[str]]:
    """Every row of every table as text, by table; sessions come and go and are left out."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - set(without)
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(repr(row) for row in cursor.fetchall())
    return found


def tables_with(text: str) -> list[str]:
    """The tables in which this text occurs."""
    return [table for table, rows in dump_tables(without=()).items() if any(text in row for row in rows)]
