// Runs in a world of our own, before the page's scripts, in every frame. The page can't reach its variables; the names
// of its elements do reach `document` here too, which is why properties are read through their prototypes.
(() => {
  const read = (name) => Object.getOwnPropertyDescriptor(Document.prototype, name).get.bind(document);
  const readyState = read('readyState'), root = read('documentElement'), sheets = read('adoptedStyleSheets');
  const all = Document.prototype.getElementsByTagName.bind(document, '*');
  const fonts = Object.getOwnPropertyDescriptor(Document.prototype, 'fonts')?.get.bind(document);
  const state = { last: performance.now() };
  const tagged = (name) => [...Document.prototype.getElementsByTagName.call(document, name)];
  // Players that have begun to load, for as long as a second more than the page itself takes.
  const isComing = () => performance.now() - (state.complete ??= performance.now()) < 1000 && (
    [...tagged('audio'), ...tagged('video')].some((m) => m.networkState === 2 && m.readyState < (m.autoplay ? 4 : 1))
    || tagged('track').some((track) => track.readyState === 1));
  state.look = () => {
    const ready = readyState() === 'complete' && (!fonts || fonts().status === 'loaded') && !isComing();
    return [ready ? performance.now() - state.last : -1, all().length];
  };
  globalThis.__auditor = state;
  try { if (window === window.top) sessionStorage.clear(); } catch { /* an opaque origin has none */ }
  const watch = () => {
    if (!root()) { setTimeout(watch, 0); return; }
    new MutationObserver(() => { state.last = performance.now(); })
      .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  };
  watch();
  // What `content-visibility: auto` keeps off screen has no layout and no place in the accessibility tree.
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { content-visibility: visible !important; }');
    sheets().push(sheet);
  } catch { /* not an HTML document */ }
})();
