"""The operations, one module a noun."""
