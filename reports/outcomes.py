"""What rules came to where they left no finding: an `untested` is never lost in a pass."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What a rule came to on a page, or with an empty `url` on the site as a whole, where that is no finding.

    `untested` outranks `passed`, and that `inapplicable`. `reason` says why the rule was left untested.
    """

    url: str
    rule_id: str
    outcome: str
    reason: str


OUTCOMES = """
WITH told AS (
    SELECT page.url, tally.rule_id, tally.outcome, CASE outcome WHEN 'untested' THEN message ELSE '' END AS reason
    FROM tally JOIN page ON page.id = tally.page_id WHERE tally.evaluation_id = :evaluation
    UNION
    SELECT '' AS url, rule_id, outcome, CASE outcome WHEN 'untested' THEN message ELSE '' END AS reason
    FROM site_tally WHERE evaluation_id = :evaluation
    UNION
    SELECT '' AS url, id AS rule_id, 'untested' AS outcome, :not_compared AS reason FROM rule
    WHERE rules_version = :rules AND scope = 'site' AND NOT EXISTS (
        SELECT 1 FROM site_tally WHERE evaluation_id = :evaluation AND rule_id = rule.id)
),
ended AS (
    SELECT url, rule_id,
        max(CASE outcome WHEN 'untested' THEN 3 WHEN 'failed' THEN 2 WHEN 'cantTell' THEN 2 WHEN 'passed' THEN 1
            ELSE 0 END) AS strongest,
        trim(group_concat(reason, ' ')) AS reason
    FROM told GROUP BY url, rule_id
)
SELECT url, rule_id, CASE strongest WHEN 3 THEN 'untested' WHEN 1 THEN 'passed' ELSE 'inapplicable' END AS outcome,
    reason
FROM ended WHERE strongest <> 2 ORDER BY url, rule_id
"""
"""One row for each page and rule; what has findings and nothing untested has none here."""

UNTESTED = """
WITH judged AS (SELECT DISTINCT page_id FROM tally WHERE evaluation_id = :evaluation),
told AS (
    SELECT rule_id, message AS reason, page_id FROM tally
    WHERE evaluation_id = :evaluation AND outcome = 'untested'
    UNION ALL
    SELECT rule_id, message, judged.page_id FROM site_tally, judged
    WHERE evaluation_id = :evaluation AND outcome = 'untested'
    UNION ALL
    SELECT id, :not_compared, judged.page_id FROM rule, judged
    WHERE rules_version = :rules AND scope = 'site' AND NOT EXISTS (
        SELECT 1 FROM site_tally WHERE evaluation_id = :evaluation AND rule_id = rule.id)
)
SELECT rule_id, coalesce(rule.title, '') AS rule_title, reason, count(DISTINCT page_id) AS pages
FROM told LEFT JOIN rule ON rule.id = rule_id AND rules_version = :rules
GROUP BY rule_id, reason ORDER BY pages DESC, rule_id, reason
"""
"""Rules that were left untested on pages, with the reason and how many pages."""
