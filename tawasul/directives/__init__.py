"""Directives (توجيهات): what the minister or a sector's official directed, who must act, and what became of it."""
