// Writes aria.json: what aria-query says of roles and attributes, put right where WAI-ARIA 1.2 (or, where 1.2 was
// found unworkable, the draft of 1.3) says otherwise. Run it where `npm install aria-query@5.3.2` was run:
//   node make_aria.mjs > aria.json
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const { aria, roles } = require("aria-query");

const NAMING = ["aria-label", "aria-labelledby", "aria-braillelabel"];
// Global in WAI-ARIA 1.1; still allowed everywhere in 1.2, but deprecated where a role does not support them itself.
const DEPRECATED_AS_GLOBAL = ["aria-disabled", "aria-errormessage", "aria-haspopup", "aria-invalid"];
// Global from WAI-ARIA 1.3 on.
const NEW_GLOBAL = ["aria-braillelabel", "aria-brailleroledescription", "aria-description"];
const GLOBAL = [...Object.keys(roles.get("roletype").props), ...DEPRECATED_AS_GLOBAL, ...NEW_GLOBAL];
const DEPRECATED_ROLES = ["directory", "doc-biblioentry", "doc-endnote"];
const UNNAMED = ["mark", "none", "presentation", "doc-pagefooter", "doc-pageheader"];
const CELLS = ["cell", "columnheader", "gridcell", "rowheader"];

function superclasses(name) {
  const role = roles.get(name);
  return role ? [...new Set(role.superClass.flat())].sort() : [];
}

function describe(name, role) {
  const unnamed = UNNAMED.includes(name) || role.nameFrom.includes("prohibited");
  return {
    abstract: role.abstract,
    deprecated: DEPRECATED_ROLES.includes(name),
    superclasses: superclasses(name),
    supported: Object.keys(role.props).filter((p) => DEPRECATED_AS_GLOBAL.includes(p) || !GLOBAL.includes(p)).sort(),
    prohibited: unnamed ? [...NAMING] : role.prohibitedProps,
    required: Object.fromEntries(Object.entries(role.requiredProps)),
    context: [...role.requiredContextRole],
    owned: [...new Set(role.requiredOwnedElements.flat())],
    name_from: unnamed ? ["prohibited"] : role.nameFrom,
    name_required: role.accessibleNameRequired,
    children_presentational: role.childrenPresentational,
  };
}

const found = Object.fromEntries([...roles.entries()].map(([name, role]) => [name, describe(name, role)]));

// WAI-ARIA 1.2 where aria-query lags behind it.
found.none = structuredClone(found.presentation);
found.generic.prohibited.push("aria-roledescription", "aria-brailleroledescription");
found.caption.context.push("treegrid");
found.rowheader.context = ["row"];
found.option.context = ["group", "listbox"];
found.grid.owned = found.table.owned = found.treegrid.owned = ["row", "rowgroup"];
found["doc-bibliography"].owned = found["doc-endnotes"].owned = found["doc-glossary"].owned = [];
found["doc-biblioentry"].context.push("list");
found["doc-endnote"].context.push("list");
delete found.treeitem.required["aria-selected"];
found.treeitem.supported = [...new Set([...found.treeitem.supported, "aria-selected"])].sort();
found.combobox.required = { "aria-expanded": null };
// WAI-ARIA 1.3 dropped the requirement of aria-controls here and in combobox: no assistive technology made use of it.
delete found.scrollbar.required["aria-controls"];
for (const name of [...CELLS, "row"]) found[name].supported.push("aria-rowindextext");
for (const name of CELLS) found[name].supported.push("aria-colindextext");
for (const name of ["menu", "menubar"]) found[name].owned.push("separator");

// Roles of WAI-ARIA 1.3 that browsers already know.
const like = (name, changes) => ({ ...structuredClone(found[name]), ...changes });
found.image = like("img", {});
found.suggestion = like("insertion", { owned: ["insertion", "deletion"] });
found.comment = like("article", {
  superclasses: [...found.article.superclasses, "article"].sort(),
  supported: ["aria-level", "aria-posinset", "aria-setsize"],
  name_from: ["author", "contents"],
});
found.sectionheader = like("note", {});
found.sectionfooter = like("note", {});

const TOKENS = { boolean: ["true", "false"], tristate: ["true", "false", "mixed"] };
const CHANGED = {
  "aria-checked": { allow_undefined: true },
  "aria-pressed": { allow_undefined: true },
  "aria-details": { type: "idlist" }, // a list from WAI-ARIA 1.3 on, and in browsers
  "aria-errormessage": { type: "idlist" }, // the same
};

function describeAttribute(name, { type, values, allowundefined }) {
  const tokens = (values ?? TOKENS[type] ?? []).map(String);
  return {
    type,
    tokens: tokens.filter((token) => token !== "undefined").sort(),
    allow_undefined: Boolean(allowundefined) || tokens.includes("undefined"),
    is_global: GLOBAL.includes(name),
    deprecated: ["aria-dropeffect", "aria-grabbed"].includes(name),
    ...CHANGED[name],
  };
}

const attributes = Object.fromEntries(aria.entries().map(([name, fact]) => [name, describeAttribute(name, fact)]));
for (const name of ["aria-colindextext", "aria-rowindextext"]) {
  attributes[name] = describeAttribute(name, { type: "string" });
}

const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
const line = ([name, fact]) => `  ${JSON.stringify(name)}: ${JSON.stringify(fact)}`;
const table = (object) => `{\n${Object.entries(sorted(object)).map(line).join(",\n")}\n}`;
console.log(`{"attributes": ${table(attributes)},\n"roles": ${table(found)}}`);
