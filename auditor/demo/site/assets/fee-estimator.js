// <fee-estimator>: what a berth costs by length, in a closed shadow root.

const DOLLARS_PER_FOOT = 11;

const STYLE = `
  :host { display: block; padding: 1.4rem; border-radius: 10px; background: #e8f0f1; color: #16222c; }
  p { margin: 0 0 0.5rem; }
  .row { display: flex; gap: 0.75rem; margin: 0 0 0.75rem; }
  .length { font: inherit; width: 8rem; padding: 0.5rem 0.7rem; border: 1px solid #6b7a83; border-radius: 4px; color: #16222c; background: #ffffff; }
  .reset { display: grid; place-items: center; width: 2.75rem; border: 0; border-radius: 6px; background: #0a5c66; color: #ffffff; }
`;

class FeeEstimator extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: "closed" });
    root.innerHTML = `
      <style>${STYLE}</style>
      <p>Vessel length in feet</p>
      <div class="row">
        <input class="length" type="number" min="10" max="300" value="40">
        <button class="reset" type="button"><svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path d="M5 5l10 10M15 5L5 15" stroke="currentColor" stroke-width="2"/></svg></button>
      </div>
      <p class="result"></p>`;
    const input = root.querySelector(".length");
    const result = root.querySelector(".result");
    const show = () => {
      result.textContent = `A month costs about $${Number(input.value) * DOLLARS_PER_FOOT} before relief.`;
    };
    input.addEventListener("input", show);
    root.querySelector(".reset").addEventListener("click", () => {
      input.value = "40";
      show();
    });
    show();
  }
}

customElements.define("fee-estimator", FeeEstimator);
