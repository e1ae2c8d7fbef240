"use strict";
// The script of the report. It writes texts as texts, never as markup: what an article says stays what it says.
(() => {
  const PAGE = 50; // documents in the table at a time
  const RUN = 8; // lines in a row that are shown although they went by the same rule
  const RUN_SHOWN = 4; // of a longer run
  const MARKS = {
    "-": ["goes", "−", "goes"],
    "+": ["becomes", "+", "takes its place"],
    "?": ["doubt", "?", "in doubt, stays"],
    " ": ["stays", "", ""],
  };
  const FIELDS = ["name", "title", "site", "language", "lines", "gone", "changed", "unsure", "read", "lost", "rules"];

  const find = (id) => document.getElementById(id);
  const count = (number) => number.toLocaleString("en");
  const data = JSON.parse(find("data").textContent);
  const documents = data.documents.map((values, place) => {
    const entry = Object.fromEntries(FIELDS.map((field, position) => [field, values[position]]));
    entry.site = data.sites[entry.site];
    entry.language = data.languages[entry.language];
    entry.diff = data.diffs[place];
    return entry;
  });

  /** Make an element with attributes and children; strings among these are texts. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  // Diffs

  /** Draw a text in pieces, of which every second one changed. */
  function drawPieces(pieces) {
    if (!pieces.some((piece) => piece)) return [make("span", { class: "blank" }, "(a blank line)")];
    return pieces.map((piece, place) => (place % 2 ? make("mark", null, piece) : piece));
  }

  function drawNote([rule, reason, confidence]) {
    const sure = confidence === 1 ? "" : ` (${Math.floor(confidence * 100)}% sure)`;
    return make("p", { class: "note", dir: "auto" }, make("code", null, rule), ` ${reason}${sure}`);
  }

  /** Make a row of a diff: the number of its line, its mark, and what stands beside them. */
  function makeRow(kind, number, sign, ...content) {
    return make(
      "tr",
      { class: kind },
      make("th", { scope: "row", class: "place" }, number),
      make("td", { class: "mark" }, ...sign),
      make("td", null, ...content),
    );
  }

  function drawLeftOut(mark, number) {
    const stay = number === 1 ? "1 line stays" : `${count(number)} lines stay`;
    const more = `${tell(number, "more line")}${mark === "went" ? " went" : ""}, too many to show`;
    return makeRow(mark === "went" ? "goes" : "left-out", "", "⋮", mark === "fold" ? stay : more);
  }

  function drawRow([mark, number, pieces, notes]) {
    if (!MARKS[mark]) return drawLeftOut(mark, number);
    const [kind, sign, says] = MARKS[mark];
    const signs = [make("span", { "aria-hidden": "true" }, sign), make("span", { class: "unseen" }, says)];
    const text = make("p", { dir: "auto" }, ...(kind === "stays" && !pieces[0] ? [" "] : drawPieces(pieces)));
    const line = make("div", { class: "line" }, text, make("div", null, ...notes.map(drawNote)));
    return makeRow(kind, mark === "+" ? "" : String(number), signs, line);
  }

  /** Draw rows. Of many lines in a row that went by one rule the first are shown, and the others by a click. */
  function drawRows(rows) {
    const drawn = [];
    for (let place = 0; place < rows.length; ) {
      const end = findEnd(rows, place);
      const shown = end - place > RUN ? place + RUN_SHOWN : end;
      drawn.push(...rows.slice(place, shown).map(drawRow));
      if (shown < end) drawn.push(drawMore(rows.slice(shown, end), rows[place][3].at(-1)[0]));
      place = end;
    }
    return drawn;
  }

  /** Find the end of the lines from a place on that went by the same rule, with the blank lines among them. */
  function findEnd(rows, place) {
    const went = (at) => rows[at]?.[0] === "-" && rows[at + 1]?.[0] !== "+";
    const rule = (at) => rows[at][3].at(-1)[0];
    const blank = (at) => !rows[at][2].join("").trim();
    let end = place + 1;
    while (went(place) && went(end) && (rule(end) === rule(place) || blank(end))) end += 1;
    return end;
  }

  function drawMore(rows, rule) {
    const says = `${count(rows.length)} more lines went by ${rule}`;
    const button = make("button", { type: "button", class: "find" }, says);
    const more = makeRow("goes", "", "⋮", button);
    button.addEventListener("click", () => {
      const drawn = rows.map(drawRow);
      more.replaceWith(...drawn);
      drawn[0].tabIndex = -1;
      drawn[0].focus();
    });
    return more;
  }

  function drawDiff(entry) {
    const heads = ["Line", "Mark", "Text, rule and reason"].map((name) => make("th", { scope: "col" }, name));
    return make(
      "table",
      { class: "diff", "aria-label": `What changes in ${entry.name}` },
      make("colgroup", null, make("col", { class: "place" }), make("col", { class: "mark" }), make("col")),
      make("thead", null, make("tr", { class: "unseen" }, ...heads)),
      make("tbody", null, ...drawRows(entry.diff)),
    );
  }

  // The table of documents

  function share(entry) {
    return entry.read ? entry.lost / entry.read : 0;
  }

  function figure(text, number, name = "number") {
    return make("td", { class: number ? name : `${name} zero` }, text);
  }

  function drawName(entry) {
    const known = [entry.title, entry.site, tellLanguage(entry.language)].filter(Boolean).join(" · ");
    const name = entry.diff
      ? make("button", { type: "button", class: "open", "aria-expanded": "false" }, make("bdi", null, entry.name))
      : make("span", { class: "closed" }, make("bdi", null, entry.name));
    return make("th", { scope: "row" }, name, ...(known ? [make("span", { class: "about", dir: "auto" }, known)] : []));
  }

  function drawDocument(entry) {
    const name = drawName(entry);
    const row = make(
      "tr",
      null,
      name,
      figure(count(entry.lines), entry.lines, "number minor"),
      figure(count(entry.gone), entry.gone),
      figure(count(entry.changed), entry.changed, "number minor"),
      figure(count(entry.unsure), entry.unsure),
      figure(`${(share(entry) * 100).toFixed(1)}%`, entry.lost),
    );
    const button = name.querySelector(".open");
    if (button) button.addEventListener("click", () => toggle(button, row, entry));
    return row;
  }

  function toggle(button, row, entry) {
    const opens = button.getAttribute("aria-expanded") === "false";
    button.setAttribute("aria-expanded", String(opens));
    if (opens) row.after(make("tr", { class: "opened" }, make("td", { colspan: "6" }, drawDiff(entry))));
    else row.nextElementSibling.remove();
  }

  const names = new Intl.Collator("en", { numeric: true });
  const ORDERS = {
    lost: (one, other) => other.lost - one.lost,
    unsure: (one, other) => other.unsure - one.unsure,
    share: (one, other) => share(other) - share(one),
    name: (one, other) => names.compare(one.name, other.name),
  };
  let listed = documents;
  let first = 0;

  function listDocuments(words) {
    const order = document.querySelector("input[name=order]:checked").value;
    const found = words.length ? documents.filter((entry) => matches(describe(entry), words)) : [...documents];
    listed = found.sort(ORDERS[order]);
    first = 0;
    drawTable();
  }

  function drawTable() {
    const last = Math.min(first + PAGE, listed.length);
    find("rows").replaceChildren(...listed.slice(first, last).map(drawDocument));
    find("range").textContent = listed.length ? `${count(first + 1)}–${count(last)} of ${count(listed.length)}` : "";
    find("previous").disabled = first === 0;
    find("next").disabled = last === listed.length;
    find("pages").hidden = listed.length <= PAGE;
    find("table").hidden = !listed.length;
  }

  function turn(step) {
    first += step;
    drawTable();
    find("orders").scrollIntoView();
  }

  // Search

  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const matches = (text, words) => words.every((word) => text.includes(word));

  /** Give what a document is found by: what is known of it, its rules, and the text of its diff. */
  function describe(entry) {
    if (entry.found === undefined) {
      const texts = (entry.diff ?? []).filter((row) => Array.isArray(row[2])).map((row) => row[2].join(""));
      const known = [entry.name, entry.title, entry.site, entry.language, tellLanguage(entry.language)];
      entry.found = fold([...known, ...entry.rules.map((rule) => data.rules[rule]), ...texts].join("\n"));
    }
    return entry.found;
  }

  const rows = [...document.querySelectorAll("#rules tbody tr")];
  const rules = rows.map((row) => ({ row, found: fold(row.textContent) }));

  function listRules(words) {
    const section = find("rules");
    if (!section) return 0;
    let shown = 0;
    for (const rule of rules) {
      const found = matches(rule.found, words);
      shown += found;
      rule.row.hidden = !found;
    }
    section.hidden = !shown;
    for (const rest of section.querySelectorAll("details")) rest.open = words.length > 0;
    return shown;
  }

  const listWords = () => fold(find("search").value).split(/\s+/).filter(Boolean);

  function search() {
    const words = listWords();
    find("overview").hidden = words.length > 0;
    const shown = listRules(words);
    listDocuments(words);
    find("status").textContent = words.length ? `${tell(listed.length, "document")}, ${tell(shown, "rule")}` : "";
  }

  function tell(number, noun) {
    return `${number ? count(number) : "no"} ${noun}${number === 1 ? "" : "s"}`;
  }

  // Names that are found by a click, languages by their names, and colours

  const languages = new Map([["", ""]]);

  function tellLanguage(code) {
    if (!languages.has(code)) {
      let name = code;
      try {
        name = new Intl.DisplayNames(["en"], { type: "language" }).of(code);
      } catch {
        // It is the code of no language.
      }
      languages.set(code, name);
    }
    return languages.get(code);
  }

  function readyNames() {
    for (const name of document.querySelectorAll("[data-language]")) {
      name.textContent = name.dataset.find = tellLanguage(name.dataset.language);
    }
    for (const name of document.querySelectorAll("[data-find]")) {
      const button = make("button", { type: "button", class: "find", title: "Find the documents" }, ...name.childNodes);
      button.addEventListener("click", () => {
        find("search").value = name.dataset.find;
        search();
        find("documents").focus();
      });
      name.append(button);
    }
  }

  function readyScheme() {
    const root = document.documentElement;
    const night = matchMedia("(prefers-color-scheme: dark)");
    const dark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : night.matches);
    const label = () => (find("scheme").textContent = dark() ? "Light" : "Dark");
    find("scheme").addEventListener("click", () => {
      root.dataset.scheme = dark() ? "light" : "dark";
      label();
    });
    night.addEventListener("change", label);
    label();
  }

  function readyKeys() {
    document.addEventListener("keydown", (event) => {
      const box = find("search");
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.key === "/" && plain && document.activeElement !== box) {
        event.preventDefault();
        box.focus();
        box.select();
      } else if (event.key === "Escape" && box.value) {
        box.value = "";
        search();
      }
    });
  }

  readyNames();
  readyScheme();
  readyKeys();
  find("search").addEventListener("input", search);
  find("orders").addEventListener("change", () => listDocuments(listWords()));
  find("previous").addEventListener("click", () => turn(-PAGE));
  find("next").addEventListener("click", () => turn(PAGE));
  for (const id of ["tools", "orders"]) find(id).hidden = false;
  search();
})();
