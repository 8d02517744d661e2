// The button works once a day is chosen.

const day = document.getElementById("day");
const button = document.getElementById("confirm");
day.addEventListener("input", () => { button.disabled = !day.value; });
