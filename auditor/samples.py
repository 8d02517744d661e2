"""The findings that stand for their fixes: one each, of which a picture is taken on a second visit of the page."""

from __future__ import annotations

from auditor.pictures import Sample
from auditor.store import Store

_SAMPLES = """
WITH ranked AS (
    SELECT page.url, assertion.rule_id, assertion.fingerprint, assertion.width, assertion.selector, assertion.html,
        assertion.box, row_number() OVER (
            PARTITION BY assertion.outcome, assertion.fix
            ORDER BY page_kind.kind IS NULL, page.url, assertion.fingerprint, assertion.width DESC, assertion.number
        ) AS place
    FROM assertion JOIN page ON page.id = assertion.page_id
    LEFT JOIN page_kind ON page_kind.evaluation_id = assertion.evaluation_id AND page_kind.page_id = page.id
        AND page_kind.kind = 'service'
    WHERE assertion.evaluation_id = :evaluation AND assertion.outcome IN ('failed', 'cantTell')
        AND assertion.state = 'initial'
), chosen AS (
    SELECT * FROM ranked WHERE place = 1 AND box IS NOT NULL AND selector NOT IN ('', 'html', 'body')
)
SELECT chosen.* FROM chosen JOIN (
    SELECT url FROM chosen GROUP BY url ORDER BY count(*) DESC, url LIMIT :pages
) AS visited ON visited.url = chosen.url
ORDER BY chosen.url, chosen.rule_id, chosen.fingerprint
"""
"""The first finding of each fix and question, as a report orders them: on pages that serve people before others.

What has no box has no picture, and what is the whole page needs none. Pages that show most samples come first.
"""


def samples_of(store: Store, evaluation: str, pages: int) -> dict[str, list[Sample]]:
    """The samples of an evaluation by the URL of the page they are on, of so many pages at the most."""
    found: dict[str, list[Sample]] = {}
    with store.explained():
        for row in store.database.query(_SAMPLES, {"evaluation": evaluation, "pages": pages}):
            tag = row["html"][1:].partition(">")[0].partition(" ")[0]
            sample = Sample(row["url"], row["rule_id"], row["fingerprint"], row["width"], row["selector"], tag)
            found.setdefault(row["url"], []).append(sample)
    return found
