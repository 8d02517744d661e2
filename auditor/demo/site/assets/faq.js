// Shows and hides the older questions.

const more = document.querySelector(".more");
const older = document.getElementById("older-questions");
more.addEventListener("click", () => {
  older.hidden = !older.hidden;
  more.setAttribute("aria-expanded", older.hidden ? "no" : "yes");
});
