from tests.web.work.conftest import cast, enter, queries_of

__all__ = ["cast", "enter", "queries_of"]
