// Runs in a world of our own, which the page can't reach, while Tab is pressed. Names of the page's elements reach
// `document` here too, which is why properties are read through their prototypes.
(() => {
  const active = Object.getOwnPropertyDescriptor(Document.prototype, 'activeElement').get.bind(document);
  const hasFocus = Document.prototype.hasFocus.bind(document);
  const body = Object.getOwnPropertyDescriptor(Document.prototype, 'body').get.bind(document);
  // Several stops of which no more is seen than one: what is in frames and closed shadow trees, parts of dates, players.
  const isOpaque = (each) => each.matches('iframe, frame, object, embed, audio, video, input:is([type=date], [type=time],'
    + ' [type=datetime-local], [type=month], [type=week])') || (each.localName.includes('-') && !each.shadowRoot);
  const focused = () => {
    let each = active();
    while (each?.shadowRoot?.activeElement) each = each.shadowRoot.activeElement;
    return each === body() ? null : each;
  };
  const stops = [], numbers = new Map();
  let last = null, isPressed = false, isOutside = false, isBack = false, isMoved = false;
  const numberOf = (each) => {
    if (!numbers.has(each)) { numbers.set(each, stops.length); stops.push(each); }
    return numbers.get(each);
  };
  const onDown = () => { isPressed = true; };
  const onFocus = () => { isMoved ||= !isPressed && last !== null; };
  const onUp = () => {
    isPressed = false;
    if (isOutside) return;
    const here = focused();
    isOutside = !hasFocus();
    if (isOutside || !here) return;
    isBack ||= numbers.has(here) && (here !== last || !isOpaque(here));
    numberOf(here);
    last = here;
  };
  const heard = [['keydown', onDown], ['focusin', onFocus], ['keyup', onUp]];
  heard.forEach(([type, listener]) => addEventListener(type, listener, true));
  globalThis.__walk = {
    // Whether the walk has come to the end of the page, and whether it may not: the focus came back, or a script moved it.
    state: () => [isOutside, isBack || isMoved],
    // The number of the stop where the focus is: -1 outside the page, -2 nowhere, -3 where no more can be seen.
    here: () => {
      const here = focused();
      if (!hasFocus()) return -1;
      return here ? (isOpaque(here) ? -3 : numberOf(here)) : -2;
    },
    stops: () => stops,
    end: () => heard.forEach(([type, listener]) => removeEventListener(type, listener, true)),
  };
})()
