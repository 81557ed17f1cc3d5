"use strict";
for (const form of document.querySelectorAll("form.filters")) {
  const list = document.getElementById(form.dataset.items);
  const items = [...list.querySelectorAll(".item")];
  const texts = items.map((item) => item.textContent.toLowerCase());
  const groups = [...list.querySelectorAll(".rule")];
  const output = form.querySelector("output");
  const choices = [...form.querySelectorAll("select")];
  const search = form.querySelector("input");
  const total = count(items);

  function count(shown) {
    return shown.reduce((sum, item) => sum + Number(item.dataset.count), 0);
  }

  function apply() {
    const wanted = search.value.trim().toLowerCase();
    items.forEach((item, index) => {
      const isChosen = choices.every(
        (choice) => choice.value === "" || item.dataset[choice.name] === choice.value,
      );
      item.hidden = !isChosen || !texts[index].includes(wanted);
    });
    for (const group of groups) {
      group.hidden = !group.querySelector(".item:not([hidden])");
    }
    const shown = count(items.filter((item) => !item.hidden));
    output.textContent = `${shown} of ${total} ${output.dataset.noun} shown`;
  }

  form.addEventListener("input", apply);
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  form.hidden = false;
  apply();
}
