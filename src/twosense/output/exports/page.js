
"use strict";
{
  const form = document.getElementById("search");
  const query = document.getElementById("query");
  const count = document.getElementById("count");
  const index = document.querySelector("nav");
  const main = document.getElementById("terms");
  const all = count.textContent;
  // Words with a space before each, so that " dr" finds DR and not address.
  const words = (text) => ` ${text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).join(" ")} `;
  const terms = [...main.querySelectorAll("article")].map((article, number) => ({
    article,
    number,
    name: words(article.querySelector("h2").textContent),
    names: words(article.querySelector(".names")?.textContent.replace(/^also /, "") ?? ""),
    text: words(article.textContent),
  }));
  // How well a term fits: by its headword, the start of it, another name, or any of its text.
  const rank = (term, wanted) => {
    const whole = ` ${wanted.join(" ")}`;
    if (term.name === `${whole} `) return 0;
    if (term.name.startsWith(whole)) return 1;
    if (wanted.every((word) => (term.name + term.names).includes(` ${word}`))) return 2;
    return wanted.every((word) => term.text.includes(` ${word}`)) ? 3 : 4;
  };
  const show = () => {
    const wanted = words(query.value).trim().split(" ").filter(Boolean);
    const ranked = terms.map((term) => ({ term, rank: wanted.length ? rank(term, wanted) : 0 }));
    ranked.sort((one, other) => one.rank - other.rank || one.term.number - other.term.number);
    for (const { term, rank } of ranked) term.article.hidden = rank > 3;
    main.append(...ranked.map(({ term }) => term.article));
    const found = ranked.filter(({ rank }) => rank < 4).length;
    if (index) index.hidden = wanted.length > 0;
    count.textContent = !wanted.length ? all : found ? `${found} of ${all}` : `No term matches “${query.value.trim()}”`;
  };
  let waiting;
  query.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  // A link to a term that the search has hidden shows all terms again.
  document.addEventListener("click", (event) => {
    const target = event.target.closest('a[href^="#"]')?.hash.slice(1);
    const hidden = target && document.getElementById(decodeURIComponent(target));
    if (hidden?.hidden) {
      query.value = "";
      show();
    }
  });
  form.hidden = false;
  if (query.value) show(); // what a browser keeps when it goes back
}
