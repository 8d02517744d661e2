CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

CREATE TABLE absence (
    evaluation_id TEXT NOT NULL REFERENCES evaluation (id),
    page_id TEXT NOT NULL REFERENCES page (id),
    width INTEGER NOT NULL,
    state TEXT NOT NULL,
    test_id TEXT NOT NULL,
    PRIMARY KEY (evaluation_id, page_id, width, state, test_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE agency (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE assertion (
    evaluation_id TEXT NOT NULL REFERENCES evaluation (id),
    page_id TEXT NOT NULL REFERENCES page (id),
    width INTEGER NOT NULL,
    state TEXT NOT NULL,
    number INTEGER NOT NULL,
    rule_id TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('failed', 'cantTell', 'untested')),
    message TEXT NOT NULL,
    detail TEXT NOT NULL,
    fails TEXT NOT NULL,
    asks TEXT NOT NULL,
    selector TEXT NOT NULL,
    html TEXT NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    landmark TEXT NOT NULL,
    heading TEXT NOT NULL,
    box TEXT,
    component TEXT NOT NULL,
    fingerprint TEXT NOT NULL, cause TEXT NOT NULL DEFAULT '', fix TEXT NOT NULL DEFAULT '', corrected TEXT NOT NULL DEFAULT '', change TEXT NOT NULL DEFAULT '', speech TEXT NOT NULL DEFAULT '', speech_now TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (evaluation_id, page_id, width, state, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    site_id TEXT NOT NULL REFERENCES site (id),
    command TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'stopped')),
    reason TEXT NOT NULL DEFAULT '',
    started_at TEXT NOT NULL,
    finished_at TEXT,
    standard TEXT NOT NULL,
    auditor_version TEXT NOT NULL,
    browser TEXT NOT NULL,
    settings TEXT NOT NULL
) STRICT;

CREATE TABLE bearing (
    rules_version TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    message TEXT NOT NULL,
    kind TEXT NOT NULL,
    requirement_id TEXT NOT NULL,
    word TEXT NOT NULL CHECK (word IN ('fails', 'asks', 'passes', 'affects', 'contributes')),
    PRIMARY KEY (rules_version, rule_id, outcome, message, kind, requirement_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
    id TEXT PRIMARY KEY,
    site_id TEXT NOT NULL REFERENCES site (id),
    fix TEXT NOT NULL,
    word TEXT NOT NULL CHECK (word IN ('accepted')),
    reason TEXT NOT NULL,
    evidence TEXT NOT NULL,
    approver TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    withdrawn_at TEXT
) STRICT;

CREATE TABLE digest (
    evaluation_id TEXT NOT NULL REFERENCES evaluation (id),
    page_id TEXT NOT NULL REFERENCES page (id),
    content BLOB NOT NULL,
    PRIMARY KEY (evaluation_id, page_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluation (
    id TEXT PRIMARY KEY,
    audit_id TEXT NOT NULL REFERENCES audit (id),
    rules_version TEXT NOT NULL,
    evaluated_at TEXT NOT NULL
) STRICT;

CREATE TABLE look (
    page_id TEXT NOT NULL REFERENCES page (id),
    width INTEGER NOT NULL,
    state TEXT NOT NULL,
    recording_hash TEXT,
    gaps TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (page_id, width, state)
) STRICT, WITHOUT ROWID;

CREATE TABLE page (
    id TEXT PRIMARY KEY,
    audit_id TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    template TEXT NOT NULL,
    elements INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    captured_at TEXT NOT NULL, language TEXT NOT NULL DEFAULT '',
    FOREIGN KEY (audit_id, url) REFERENCES url (audit_id, url)
) STRICT;

CREATE TABLE page_kind (
    evaluation_id TEXT NOT NULL REFERENCES evaluation (id),
    page_id TEXT NOT NULL REFERENCES page (id),
    kind TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (evaluation_id, page_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE picture (
    page_id TEXT NOT NULL REFERENCES page (id),
    rule_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    width INTEGER NOT NULL,
    media_type TEXT NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png')),
    pixels_wide INTEGER NOT NULL,
    pixels_high INTEGER NOT NULL,
    mark TEXT NOT NULL,
    content BLOB NOT NULL,
    taken_at TEXT NOT NULL,
    PRIMARY KEY (page_id, rule_id, fingerprint)
) STRICT, WITHOUT ROWID;

CREATE TABLE "requirement" (
    rules_version TEXT NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('wcag', 'section508', 'conformance', 'functional', 'trusted_tester', 'baseline')),
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    level TEXT NOT NULL DEFAULT '',
    standard TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    version TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (rules_version, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rule (
    rules_version TEXT NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    harm TEXT NOT NULL,
    applicability TEXT NOT NULL,
    expectation TEXT NOT NULL,
    remediation TEXT NOT NULL,
    standard TEXT NOT NULL,
    wcag TEXT NOT NULL,
    section508 TEXT NOT NULL,
    trusted_tester TEXT NOT NULL,
    baseline TEXT NOT NULL,
    act TEXT NOT NULL,
    affects TEXT NOT NULL, scope TEXT NOT NULL DEFAULT 'page' CHECK (scope IN ('page', 'site')), action TEXT NOT NULL DEFAULT '', actions TEXT NOT NULL DEFAULT '{}', each_place INTEGER NOT NULL DEFAULT 0, doer TEXT NOT NULL DEFAULT '', effort TEXT NOT NULL DEFAULT '', steps TEXT NOT NULL DEFAULT '[]', done_when TEXT NOT NULL DEFAULT '', side_effects TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (rules_version, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE site (
    id TEXT PRIMARY KEY,
    agency_id TEXT NOT NULL REFERENCES agency (id),
    url TEXT NOT NULL,
    host TEXT NOT NULL
) STRICT;

CREATE TABLE site_assertion (
    evaluation_id TEXT NOT NULL REFERENCES evaluation (id),
    number INTEGER NOT NULL,
    rule_id TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('failed', 'cantTell', 'untested')),
    message TEXT NOT NULL,
    detail TEXT NOT NULL,
    fails TEXT NOT NULL,
    asks TEXT NOT NULL,
    component TEXT NOT NULL,
    fingerprint TEXT NOT NULL, cause TEXT NOT NULL DEFAULT '', fix TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (evaluation_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE site_place (
    evaluation_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    page_id TEXT NOT NULL REFERENCES page (id),
    name TEXT NOT NULL,
    PRIMARY KEY (evaluation_id, number, page_id),
    FOREIGN KEY (evaluation_id, number) REFERENCES site_assertion (evaluation_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE site_tally (
    evaluation_id TEXT NOT NULL REFERENCES evaluation (id),
    rule_id TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('passed', 'failed', 'cantTell', 'inapplicable', 'untested')),
    message TEXT NOT NULL,
    targets INTEGER NOT NULL,
    PRIMARY KEY (evaluation_id, rule_id, outcome, message)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (
    evaluation_id TEXT NOT NULL REFERENCES evaluation (id),
    page_id TEXT NOT NULL REFERENCES page (id),
    width INTEGER NOT NULL,
    state TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('passed', 'failed', 'cantTell', 'inapplicable', 'untested')),
    message TEXT NOT NULL,
    targets INTEGER NOT NULL,
    PRIMARY KEY (evaluation_id, page_id, width, state, rule_id, outcome, message)
) STRICT, WITHOUT ROWID;

CREATE TABLE url (
    audit_id TEXT NOT NULL REFERENCES audit (id),
    url TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('page', 'document', 'sitemap')),
    level INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('found', 'admitted', 'audited', 'partial', 'skipped', 'failed')),
    reason TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    found_on TEXT,
    leads_to TEXT,
    http_status INTEGER,
    content_type TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (audit_id, url)
) STRICT, WITHOUT ROWID;

CREATE INDEX assertion_rule ON assertion (evaluation_id, rule_id, outcome);

CREATE INDEX decision_site ON decision (site_id, fix);

CREATE INDEX evaluation_audit ON evaluation (audit_id, id);

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE INDEX page_audit ON page (audit_id, url);

CREATE INDEX url_frontier ON url (audit_id, state, level, url);

CREATE VIEW bearings AS
SELECT evaluation.audit_id, evaluation.id AS evaluation_id, bearing.kind, bearing.requirement_id, bearing.word,
    counted.page_id, counted.rule_id, counted.outcome, counted.message, counted.targets
FROM latest_evaluation
JOIN evaluation ON evaluation.id = latest_evaluation.evaluation_id
JOIN counted ON counted.evaluation_id = evaluation.id
JOIN bearing ON bearing.rules_version = evaluation.rules_version AND bearing.rule_id = counted.rule_id
    AND bearing.outcome = counted.outcome AND bearing.message = counted.message;

CREATE VIEW counted AS
SELECT evaluation_id, page_id, rule_id, outcome, message, targets FROM tally
UNION ALL
SELECT evaluation_id, NULL AS page_id, rule_id, outcome, message, targets FROM site_tally
UNION ALL
SELECT evaluation_id, page_id, rule_id, outcome, message, 0 AS targets
FROM site_place JOIN site_assertion USING (evaluation_id, number);

CREATE VIEW coverage AS
SELECT audit_id, kind, state, reason, count(*) AS urls
FROM url GROUP BY audit_id, kind, state, reason;

CREATE VIEW findings AS
SELECT evaluation.audit_id, evaluation.id AS evaluation_id, page.id AS page_id, page.url, page.title AS page_title,
    page.language AS page_language, page.template,
    assertion.rule_id, rule.title AS rule_title, rule.standard, rule.scope, assertion.outcome, assertion.message,
    min(assertion.detail) AS detail, assertion.fails, assertion.asks,
    rule.wcag, rule.section508, rule.trusted_tester,
    assertion.fix, assertion.cause, assertion.component, assertion.fingerprint,
    min(assertion.selector) AS selector, min(assertion.html) AS html,
    assertion.role, assertion.name, assertion.landmark, assertion.heading,
    min(assertion.corrected) AS corrected, min(assertion.change) AS change, min(assertion.speech) AS speech,
    min(assertion.speech_now) AS speech_now,
    group_concat(DISTINCT assertion.width) AS widths, group_concat(DISTINCT assertion.state) AS states
FROM assertion
JOIN evaluation ON evaluation.id = assertion.evaluation_id
JOIN latest_evaluation ON latest_evaluation.evaluation_id = evaluation.id
JOIN page ON page.id = assertion.page_id
JOIN rule ON rule.rules_version = evaluation.rules_version AND rule.id = assertion.rule_id
WHERE assertion.outcome IN ('failed', 'cantTell')
GROUP BY evaluation.id, page.id, assertion.rule_id, assertion.outcome, assertion.message, assertion.fingerprint
UNION ALL
SELECT evaluation.audit_id, evaluation.id AS evaluation_id, page.id AS page_id, page.url, page.title AS page_title,
    page.language AS page_language, page.template,
    site_assertion.rule_id, rule.title AS rule_title, rule.standard, rule.scope,
    site_assertion.outcome, site_assertion.message, site_assertion.detail, site_assertion.fails, site_assertion.asks,
    rule.wcag, rule.section508, rule.trusted_tester,
    site_assertion.fix, site_assertion.cause, site_assertion.component, site_assertion.fingerprint,
    '' AS selector, '' AS html, '' AS role, site_place.name, '' AS landmark, '' AS heading,
    '' AS corrected, '' AS change, '' AS speech, '' AS speech_now,
    CAST(max(look.width) AS TEXT) AS widths, look.state AS states
FROM site_assertion
JOIN evaluation ON evaluation.id = site_assertion.evaluation_id
JOIN latest_evaluation ON latest_evaluation.evaluation_id = evaluation.id
JOIN rule ON rule.rules_version = evaluation.rules_version AND rule.id = site_assertion.rule_id
JOIN site_place ON site_place.evaluation_id = evaluation.id AND site_place.number = site_assertion.number
JOIN page ON page.id = site_place.page_id
JOIN look ON look.page_id = page.id
WHERE site_assertion.outcome IN ('failed', 'cantTell')
GROUP BY evaluation.id, site_assertion.number, page.id;

CREATE VIEW fixes AS
SELECT audit_id, evaluation_id, fix, rule_id, min(rule_title) AS rule_title, min(standard) AS standard,
    min(scope) AS scope, outcome, message, min(cause) AS cause, min(fails) AS fails, min(asks) AS asks,
    count(DISTINCT page_id) AS pages, count(*) AS findings, count(DISTINCT fingerprint) AS fingerprints,
    count(DISTINCT template) AS templates
FROM findings GROUP BY audit_id, fix, rule_id, outcome, message;

CREATE VIEW latest_evaluation AS
SELECT audit_id, max(id) AS evaluation_id FROM evaluation GROUP BY audit_id;

CREATE VIEW people AS
SELECT bearings.audit_id, requirement.id, requirement.title,
    sum(CASE bearings.outcome WHEN 'failed' THEN targets ELSE 0 END) AS failed,
    sum(CASE bearings.outcome WHEN 'cantTell' THEN targets ELSE 0 END) AS cant_tell,
    count(DISTINCT CASE bearings.outcome WHEN 'failed' THEN page_id END) AS failed_pages
FROM bearings
JOIN evaluation ON evaluation.id = bearings.evaluation_id
JOIN requirement ON requirement.rules_version = evaluation.rules_version AND requirement.kind = 'functional'
    AND requirement.id = bearings.requirement_id
WHERE bearings.word = 'affects'
GROUP BY bearings.audit_id, requirement.id;

CREATE VIEW provisions AS
SELECT evaluation.audit_id, requirement.kind, requirement.id, requirement.title, requirement.level,
    requirement.standard, requirement.version, requirement.note,
    coalesce(known.rules, 0) AS rules, coalesce(known.failing, 0) AS failing_rules,
    coalesce(known.asking, 0) AS asking_rules,
    coalesce(found.failed, 0) AS failed, coalesce(found.cant_tell, 0) AS cant_tell,
    coalesce(found.failed_pages, 0) AS failed_pages, coalesce(found.cant_tell_pages, 0) AS cant_tell_pages,
    coalesce(found.passed_pages, 0) AS passed_pages, coalesce(missing.pages, 0) AS absent_pages,
    coalesce(kept.untested, 0) AS untested
FROM latest_evaluation
JOIN evaluation ON evaluation.id = latest_evaluation.evaluation_id
JOIN requirement ON requirement.rules_version = evaluation.rules_version AND requirement.kind <> 'functional'
LEFT JOIN (
    SELECT rules_version, kind, requirement_id, count(DISTINCT rule_id) AS rules,
        count(DISTINCT CASE word WHEN 'fails' THEN rule_id END) AS failing,
        count(DISTINCT CASE word WHEN 'asks' THEN rule_id END) AS asking
    FROM bearing WHERE word IN ('fails', 'asks', 'passes') GROUP BY rules_version, kind, requirement_id
) AS known ON known.rules_version = evaluation.rules_version AND known.kind = requirement.kind
    AND known.requirement_id = requirement.id
LEFT JOIN (
    SELECT evaluation_id, kind, requirement_id,
        sum(CASE word WHEN 'fails' THEN targets ELSE 0 END) AS failed,
        sum(CASE word WHEN 'asks' THEN targets ELSE 0 END) AS cant_tell,
        count(DISTINCT CASE word WHEN 'fails' THEN page_id END) AS failed_pages,
        count(DISTINCT CASE word WHEN 'asks' THEN page_id END) AS cant_tell_pages,
        count(DISTINCT CASE word WHEN 'passes' THEN page_id END) AS passed_pages
    FROM bearings WHERE word IN ('fails', 'asks', 'passes') GROUP BY evaluation_id, kind, requirement_id
) AS found ON found.evaluation_id = evaluation.id AND found.kind = requirement.kind
    AND found.requirement_id = requirement.id
LEFT JOIN (
    SELECT evaluation_id, test_id, count(*) AS pages FROM (
        SELECT absence.evaluation_id, absence.test_id, absence.page_id FROM absence
        GROUP BY absence.evaluation_id, absence.test_id, absence.page_id
        HAVING count(*) = (SELECT count(*) FROM look WHERE look.page_id = absence.page_id)
    ) GROUP BY evaluation_id, test_id
) AS missing ON missing.evaluation_id = evaluation.id AND requirement.kind = 'trusted_tester'
    AND missing.test_id = requirement.id
LEFT JOIN (
    SELECT counted.evaluation_id, related.rules_version, related.kind, related.requirement_id,
        sum(counted.targets) AS untested
    FROM counted
    JOIN (SELECT DISTINCT rules_version, rule_id, kind, requirement_id FROM bearing
        WHERE word IN ('fails', 'asks', 'passes')) AS related ON related.rule_id = counted.rule_id
    WHERE counted.outcome = 'untested'
    GROUP BY counted.evaluation_id, related.rules_version, related.kind, related.requirement_id
) AS kept ON kept.evaluation_id = evaluation.id AND kept.rules_version = evaluation.rules_version
    AND kept.kind = requirement.kind AND kept.requirement_id = requirement.id;
