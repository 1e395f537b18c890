"""What a shell may offer to complete: names that the index holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection


def organizations(connection: Connection) -> list[tuple[str, str]]:
    """Account and name of each organization, the one with most papers first."""
    rows = connection.execute(
        """
        SELECT org_slug, max(org_name)
          FROM papers
         WHERE coalesce(org_slug, '') <> ''
         GROUP BY org_slug
         ORDER BY count(*) DESC, org_slug
        """
    )
    return [(slug, name or "") for slug, name in rows]


def digest_paths(connection: Connection) -> list[str]:
    """Paths of the digests, the last one ingested first."""
    rows = connection.execute("SELECT path FROM digests GROUP BY path ORDER BY max(id) DESC")
    return [path for (path,) in rows]
