// Runs in a world of our own, before the page's scripts, in every frame: the page can neither see nor change it.
(() => {
  const state = { last: performance.now() };
  globalThis.__auditor = state;
  try { if (window === window.top) sessionStorage.clear(); } catch { /* an opaque origin has none */ }
  const watch = () => {
    const root = document.documentElement;
    if (!root) { setTimeout(watch, 0); return; }
    new MutationObserver(() => { state.last = performance.now(); })
      .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  };
  watch();
  // What `content-visibility: auto` keeps off screen has no layout and no place in the accessibility tree.
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { content-visibility: visible !important; }');
    document.adoptedStyleSheets.push(sheet);
  } catch { /* not an HTML document */ }
})();
