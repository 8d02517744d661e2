// Called with a document or a shadow root as `this`, in a world of our own, while the page's scripts are off. First,
// without `masks`, it makes what is typed into fields transparent, holds everything still, and returns the texts under
// this root, those of one paragraph together; then it is given those, by place, of which something is blackened.
// Names of the page's elements reach `document`, and those of fields their form, here too: hence the prototypes.
function (css, masks) {
  const owner = this instanceof ShadowRoot ? ShadowRoot.prototype : Document.prototype;
  const walker = Document.prototype.createTreeWalker.call(document, this, NodeFilter.SHOW_TEXT);
  const blocks = new Map();
  const blockOf = (element) => {
    if (!element) return null;
    if (!blocks.has(element)) {
      const isInline = /^(?:inline|contents|none)/.test(getComputedStyle(element).display);
      blocks.set(element, isInline ? blockOf(element.parentElement) : element);
    }
    return blocks.get(element);
  };
  const runs = [];
  for (let node = walker.nextNode(), last; node; node = walker.nextNode()) {
    const block = blockOf(node.parentElement);
    if (!runs.length || block !== last) runs.push([]);
    runs.at(-1).push(node);
    last = block;
  }
  if (masks) {
    for (const [run, place, text] of masks) runs[run][place].data = text;
    return null;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  Object.getOwnPropertyDescriptor(owner, 'adoptedStyleSheets').get.call(this).push(sheet);
  return runs.map((run) => run.map((node) => node.data));
}
