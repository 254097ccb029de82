"""Two questions that balancers ask: does this process live (/healthz), and can it serve (/readyz)."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

_migrated = False


@never_cache
def alive(_request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of the database."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
def ready(_request: HttpRequest) -> HttpResponse:
    """200 when the database answers and every migration is made; 503 otherwise, without saying more to strangers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        stands = _is_migrated()
    except DatabaseError:
        stands = False
    return HttpResponse(
        "ready\n" if stands else "not ready\n", status=200 if stands else 503, content_type="text/plain"
    )


def _is_migrated() -> bool:
    """Whether the database has every migration of this code; once it has, that is not asked again."""
    global _migrated  # noqa: PLW0603  (one fact about the process)
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated
