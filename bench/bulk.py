"""Rows into tables by COPY, with the look-up indexes built once at the end."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models

from bench.patterns import Row, columns_of

_VECTOR = " || ".join(f"setweight(to_tsvector('simple', {{name}}::json->>'{weight}'), '{weight}')" for weight in "ABCD")
_LOOK_UPS = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique
"""


@contextmanager
def bulk(tables: list[type[models.Model]]) -> Iterator[None]:
    """Foreign keys rest and look-up indexes are away while rows come in. Checks and unique keys stay."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(_LOOK_UPS, [[model._meta.db_table for model in tables]])
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("SET maintenance_work_mem = '256MB'")
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("RESET maintenance_work_mem")


def pour(model: type[models.Model], rows: list[Row]) -> None:
    """COPY rows into a table. A search vector is given as its words by weight, and made by PostgreSQL itself."""
    table, columns = model._meta.db_table, columns_of(model)
    vectors = {each.attname for each in model._meta.concrete_fields if isinstance(each, SearchVectorField)}
    with connection.cursor() as cursor:
        if not vectors:
            _copy(table, columns, rows)
            return
        cursor.execute(f"CREATE TEMP TABLE poured (LIKE {table})")
        for name in vectors:
            cursor.execute(f"ALTER TABLE poured ALTER {name} TYPE text USING NULL")
        _copy("poured", columns, rows)
        chosen = ", ".join(_VECTOR.format(name=name) if name in vectors else f'"{name}"' for name in columns)
        named = ", ".join(f'"{name}"' for name in columns)
        cursor.execute(f"INSERT INTO {table} ({named}) SELECT {chosen} FROM poured")
        cursor.execute("DROP TABLE poured")


def _copy(table: str, columns: list[str], rows: list[Row]) -> None:
    named = ", ".join(f'"{name}"' for name in columns)
    connection.ensure_connection()
    with connection.connection.cursor() as raw, raw.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_plain(row[name]) for name in columns])


def _plain(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
