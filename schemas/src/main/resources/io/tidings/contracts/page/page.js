"use strict";
(() => {
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const none = document.getElementById("none");
  const index = document.querySelector("details.index");
  const narrow = matchMedia("(max-width: 63.99em)");
  let events = null;

  /** What is searched: the text of each event type's head, and of each field's own row. */
  const read = () =>
    [...document.querySelectorAll("article")].map((article) => ({
      article,
      entry: document.querySelector(`nav a[href="#${CSS.escape(article.id)}"]`).parentElement,
      head: article.querySelector("header").textContent.toLowerCase(),
      rows: [...article.querySelectorAll(".row")].map((row) => ({ row, text: row.textContent.toLowerCase() })),
    }));

  const show = (event, terms) => {
    const has = (term) => event.head.includes(term) || event.rows.some((row) => row.text.includes(term));
    const visible = terms.every(has);
    event.article.hidden = event.entry.hidden = !visible;
    for (const details of event.article.querySelectorAll(".fields details")) details.open = false;
    for (const { row, text } of event.rows) {
      const hit = visible && terms.length > 0 && terms.every((term) => text.includes(term));
      row.classList.toggle("hit", hit);
      if (hit) {
        let around = row.parentElement.closest(".fields details");
        if (around && row.parentElement.tagName === "SUMMARY") around = around.parentElement.closest(".fields details");
        for (; around; around = around.parentElement.closest(".fields details")) around.open = true;
      }
    }
    // With a field that is meant, the others step aside; those of a record that is meant stay.
    const narrowed = event.article.querySelector(".hit") !== null;
    for (const item of event.article.querySelectorAll(".fields li")) {
      const meant = item.querySelector(".hit") || item.parentElement.closest(".fields li:has(> .hit, > details > summary > .hit)");
      item.classList.toggle("aside", narrowed && !meant);
    }
    return visible;
  };

  const apply = () => {
    events ??= read();
    const terms = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const count = events.filter((event) => show(event, terms)).length;
    document.body.classList.toggle("searching", terms.length > 0);
    found.textContent = terms.length === 0 ? "" : `${count} of ${events.length} event types`;
    none.hidden = count > 0;
  };

  search.parentElement.hidden = false;
  search.addEventListener("input", apply);
  search.addEventListener("keydown", (press) => {
    if (press.key === "Escape" && search.value !== "") {
      press.preventDefault();
      search.value = "";
      apply();
    } else if (press.key === "Enter") {
      const first = document.querySelector("article:not([hidden]) h2 a");
      if (first) first.focus();
    }
  });
  addEventListener("keydown", (press) => {
    if (press.key === "/" && !press.ctrlKey && !press.metaKey && document.activeElement !== search) {
      press.preventDefault();
      search.focus();
      search.select();
    }
  });

  const fold = () => {
    index.open = !narrow.matches;
  };
  narrow.addEventListener("change", fold);
  fold();
  index.addEventListener("click", (click) => {
    if (narrow.matches && click.target.closest("nav a")) index.open = false;
  });
})();
