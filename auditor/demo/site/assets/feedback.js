// A checkbox made of a div. Its state is set only when it is first used, which is the planted fault.

const tick = document.querySelector(".tick");

function toggle() {
  tick.setAttribute("aria-checked", String(tick.getAttribute("aria-checked") !== "true"));
}

tick.addEventListener("click", toggle);
tick.addEventListener("keydown", (event) => {
  if (event.key === " ") {
    event.preventDefault();
    toggle();
  }
});
