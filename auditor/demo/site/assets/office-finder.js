// <office-finder>: offices by name, in an open shadow root.

const OFFICES = [
  ["Port Meridian", "Pier 4, Custom House Road", "202-555-0142"],
  ["Gull Point", "18 Lighthouse Lane", "202-555-0157"],
  ["Saltmarsh Landing", "2 Ferry Street", "202-555-0163"],
];

const STYLE = `
  :host { display: block; margin: 0 0 2rem; padding: 1.4rem; border-radius: 10px; background: #f5f1e8; color: #16222c; }
  .near { font: inherit; color: #16222c; background: #ffffff; padding: 0.5rem 0.7rem; border: 1px solid #6b7a83; border-radius: 4px; }
  p { margin: 0 0 0.5rem; font-weight: 600; }
  ul { list-style: none; padding: 0; margin: 1rem 0; }
  li { padding: 0.5rem 0; border-bottom: 1px solid #c9d2d4; }
  a { color: #0a5c66; }
`;

class OfficeFinder extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: "open" });
    root.innerHTML = `
      <style>${STYLE}</style>
      <p>Town or harbor</p>
      <input class="near" type="text" autocomplete="off">
      <ul aria-labelledby="all-offices"></ul>
      <a class="directions" href="/contact.html"><svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true"><path d="M14 26c6-8 9-12 9-16a9 9 0 1 0-18 0c0 4 3 8 9 16z" fill="currentColor"/></svg></a>`;
    const list = root.querySelector("ul");
    const input = root.querySelector("input");
    const show = () => {
      const wanted = input.value.trim().toLowerCase();
      const found = OFFICES.filter(([name]) => name.toLowerCase().includes(wanted));
      list.replaceChildren(...found.map((office) => {
        const item = document.createElement("li");
        item.textContent = office.join(", ");
        return item;
      }));
    };
    input.addEventListener("input", show);
    show();
  }
}

customElements.define("office-finder", OfficeFinder);
