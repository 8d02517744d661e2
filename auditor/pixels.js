// Runs in a world of our own, while the page's scripts are off. Names of the page's elements reach `document` here too,
// which is why properties are read through their prototypes.
(() => {
  const read = (name) => Object.getOwnPropertyDescriptor(Document.prototype, name).get.bind(document);
  const sheets = read('adoptedStyleSheets'), root = read('documentElement'), images = read('images');
  const stack = Document.prototype.elementsFromPoint.bind(document);
  const sheet = (css) => { const made = new CSSStyleSheet(); made.replaceSync(css); return made; };
  const still = sheet('@layer { *, ::before, ::after { transition: none !important; } }');
  // The fill of the letters alone: what is drawn in `currentcolor` stays. Important in a layer outdoes the page's own.
  // Not `::first-letter`: naming it would make one, and move the others.
  const hidden = sheet(`@layer { *, ::before, ::after, ::marker, ::placeholder {
    -webkit-text-fill-color: transparent !important; -webkit-text-stroke-color: transparent !important;
    text-decoration-color: transparent !important; text-emphasis-color: transparent !important;
    text-shadow: none !important; caret-color: transparent !important; } }`);
  const remove = (one) => { const all = sheets(), at = all.indexOf(one); if (at >= 0) all.splice(at, 1); };
  const settle = () => root().getBoundingClientRect();
  const where = () => [scrollX, scrollY, visualViewport.scale];
  const scroll = (x, y) => { scrollTo({ left: x, top: y, behavior: 'instant' }); return where(); };
  let start = [0, 0];

  const hide = () => { start = [scrollX, scrollY]; sheets().push(still, hidden); settle(); return where(); };
  const show = () => { remove(hidden); settle(); remove(still); settle(); scroll(...start); };

  const climbs = (element, test) => {
    for (let each = element; each; each = each.parentElement) if (test(getComputedStyle(each))) return true;
    return false;
  };
  const missing = () => [...images()].filter((each) => !each.complete || !each.naturalWidth)
    .map((each) => each.getBoundingClientRect()).filter((each) => each.width && each.height);
  const fixed = (style) => style.position === 'fixed' || style.position === 'sticky';
  const attached = (style) => style.backgroundAttachment.includes('fixed');

  // Whether what is at [x, y, width, height] is neither a missing picture's place, nor under a bar that stays when the
  // page is scrolled (unless it belongs to one), nor over a background that stays.
  const isOpen = ([x, y, width, height, isFixed], gone) => {
    if (gone.some((g) => g.left < x + width && x < g.right && g.top < y + height && y < g.bottom)) return false;
    return [x + 1, x + width / 2, x + width - 1].every((across) => {
      const met = stack(across, y + height / 2);
      return !met.some((each) => attached(getComputedStyle(each))) && (isFixed || !met[0] || !climbs(met[0], fixed));
    });
  };
  const open = (boxes) => { const gone = missing(); return boxes.map((box) => isOpen(box, gone)); };

  globalThis.__pixels = { hide, show, scroll, open };
  return hide();
})()
