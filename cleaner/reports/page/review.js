"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const store = `mt-cleaner:${data.key}`;
  const marks = load();
  const shown = { rule: "", term: "", safety: "", file: "", state: "", search: "" };
  const items = [];  // one for each change: its list item, its marks in the text, its block
  const blocks = [];
  let current = -1;

  function load() {
    try { return JSON.parse(localStorage.getItem(store)) || {}; } catch { return {}; }
  }
  function save() {
    try { localStorage.setItem(store, JSON.stringify(marks)); } catch { /* kept in the page only */ }
  }
  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }
  // What nothing shows: controls, zero-width and direction characters, no-break spaces.
  const UNSEEN = /([\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff])/u;
  function put(parent, text) {
    for (const piece of text.split(UNSEEN)) {
      if (!piece) continue;
      if (!UNSEEN.test(piece)) { parent.append(piece); continue; }
      parent.append(element("span", "unseen", `U+${piece.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`));
    }
  }
  const decidable = (change) => change.safety !== "hint";
  const stateOf = (number) => marks[number] || "open";

  function changeMark(number, change) {
    const mark = element("span", change.safety === "hint" ? "hint" : "");
    if (!change.apart) fill(mark, change);
    mark.addEventListener("click", () => go(number));
    return mark;
  }
  function fill(parent, { before, after }) {
    if (before) { const old = element("del"); put(old, before); parent.append(old); }
    if (after && after !== before) { const fresh = element("ins"); put(fresh, after); parent.append(fresh); }
  }
  function button(label, className, number, state) {
    const made = element("button", className, label);
    made.type = "button";
    made.addEventListener("click", () => { go(number); decide(number, stateOf(number) === state ? "open" : state); });
    return made;
  }
  function changeItem(number, change) {
    const item = element("li");
    const what = element("span", "what");
    put(what, change.left);
    const oneLine = (text) => text.replace(/\r\n|\r|\n/g, "↵");
    fill(what, { before: oneLine(change.before), after: oneLine(change.after) });
    put(what, change.right);
    item.append(what, element("span", "rule", change.rule));
    if (change.safety !== "safe") item.append(element("span", "safety", change.safety));
    const reason = element("span", "reason"); put(reason, change.reason); item.append(reason);
    if (decidable(change)) {
      const box = element("span", "marks");
      const yes = button("Accept", "yes", number, "accepted"), no = button("Reject", "no", number, "rejected");
      yes.setAttribute("aria-label", `Accept: ${change.before} becomes ${change.after}`);
      no.setAttribute("aria-label", `Reject: ${change.before} becomes ${change.after}`);
      box.append(yes, no); item.append(box);
    }
    return item;
  }
  function makeBlock(block) {
    const made = element("article", "block"), file = data.files[block.file];
    made.append(element("p", "place", `${file.path}${block.part ? `!${block.part}` : ""}:${block.line}`));
    if (block.source) { const source = element("p", "source"); put(source, block.source); made.append(source); }
    const text = element("p", "text"), list = element("ul", "changes");
    for (const part of block.parts) {
      if (typeof part === "string") { put(text, part); continue; }
      const change = data.changes[part], mark = changeMark(part, change), item = changeItem(part, change);
      text.append(mark); list.append(item);
      items[part] = { item, mark, block: made };
      paint(part);
    }
    made.append(text, list);
    return made;
  }
  function paint(number) {
    const { item, mark } = items[number], state = stateOf(number);
    for (const part of [item, mark]) {
      part.classList.toggle("accepted", state === "accepted");
      part.classList.toggle("rejected", state === "rejected");
    }
    for (const [name, wanted] of [["yes", "accepted"], ["no", "rejected"]]) {
      const found = item.querySelector(`.${name}`);
      if (found) found.setAttribute("aria-pressed", String(state === wanted));
    }
  }
  function decide(number, state) {
    if (!decidable(data.changes[number])) return;
    if (state === "open") delete marks[number]; else marks[number] = state;
    paint(number); save(); counts();
  }
  function counts() {
    const open = data.changes.filter((change, number) => decidable(change) && !marks[number]).length;
    const states = Object.values(marks), accepted = states.filter((state) => state === "accepted").length;
    byId("progress").textContent = `${accepted} accepted, ${states.length - accepted} rejected, ${open} open`;
  }
  function fits(change, number) {
    if (shown.rule && change.rule !== shown.rule) return false;
    if (shown.term && change.term !== shown.term) return false;
    if (shown.safety && change.safety !== shown.safety) return false;
    if (shown.file !== "" && String(change.file) !== shown.file) return false;
    if (shown.state && (!decidable(change) || stateOf(number) !== shown.state)) return false;
    return true;
  }
  function visible() {
    return data.changes.map((_, number) => number).filter((number) => items[number] && !items[number].item.hidden && !items[number].block.hidden);
  }
  function filter() {
    const wanted = shown.search.toLowerCase();
    let left = 0;
    blocks.forEach(({ block, node }) => {
      let any = false;
      for (const part of block.parts) {
        if (typeof part === "string") continue;
        const fit = fits(data.changes[part], part);
        items[part].item.hidden = !fit;
        any = any || fit;
      }
      const found = !wanted || block.words.includes(wanted);
      node.hidden = !(any && found);
      left += !node.hidden;
    });
    byId("empty").hidden = left > 0;
    byId("said").textContent = `${left} passages shown`;
    for (const pressed of document.querySelectorAll("aside button")) {
      pressed.setAttribute("aria-pressed", String(shown[pressed.dataset.kind] === pressed.dataset.name));
    }
    if (current >= 0 && (items[current].item.hidden || items[current].block.hidden)) go(-1);
  }
  function go(number) {
    if (current >= 0) for (const part of [items[current].item, items[current].mark]) part.classList.remove("current");
    current = number;
    if (number < 0) return;
    const { item, mark, block } = items[number];
    for (const part of [item, mark]) part.classList.add("current");
    block.scrollIntoView({ block: "center" });
    byId("said").textContent = `${data.changes[number].rule}: ${data.changes[number].before} becomes ${data.changes[number].after}`;
  }
  function step(by) {
    const order = visible();
    if (!order.length) return;
    const at = order.indexOf(current);
    go(order[at < 0 ? (by > 0 ? 0 : order.length - 1) : Math.min(Math.max(at + by, 0), order.length - 1)]);
  }
  function sideList(id, kind) {
    const counted = new Map();
    for (const change of data.changes) if (change[kind]) counted.set(change[kind], (counted.get(change[kind]) || 0) + 1);
    const rows = [...counted].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
    byId(id).parentElement.hidden = !rows.length;
    for (const [name, count] of rows) {
      const row = element("li"), choice = element("button");
      choice.type = "button"; choice.dataset.kind = kind; choice.dataset.name = name; choice.title = name;
      choice.append(element("span", "", name), element("span", "count", String(count)));
      choice.addEventListener("click", () => { shown[kind] = shown[kind] === name ? "" : name; filter(); });
      row.append(choice); byId(id).append(row);
    }
  }
  function exported() {
    const files = data.files.map((file) => ({ ...file, accepted: [], rejected: [] }));
    data.changes.forEach((change, number) => {
      const state = marks[number];
      if (!state) return;
      const { start, end, before, after, rule } = change;
      files[change.file][state].push({ start, end, before, after, rule });
    });
    return { "mt-cleaner decisions": 1, files: files.filter((file) => file.accepted.length || file.rejected.length) };
  }
  function download() {
    const text = JSON.stringify(exported(), null, 1) + "\n";
    const link = element("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "decisions.json";
    document.body.append(link); link.click(); link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    byId("said").textContent = "decisions.json was saved";
  }
  window.mtCleaner = { exported };

  const keys = {
    j: () => step(1), k: () => step(-1),
    a: () => { if (current >= 0) { const done = current; decide(done, "accepted"); step(1); } },
    r: () => { if (current >= 0) { const done = current; decide(done, "rejected"); step(1); } },
    u: () => { if (current >= 0) decide(current, "open"); },
    e: download, "/": () => byId("search").focus(), "?": () => byId("help").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && document.activeElement === byId("search")) { byId("search").blur(); return; }
    if (event.target.closest && event.target.closest("input, select, dialog")) return;
    const action = keys[event.key];
    if (action) { event.preventDefault(); action(); }
  });
  for (const kind of ["safety", "file", "state"]) {
    byId(kind).addEventListener("change", (event) => { shown[kind] = event.target.value; filter(); });
  }
  byId("search").addEventListener("input", (event) => { shown.search = event.target.value; filter(); });
  byId("export").addEventListener("click", download);
  byId("accept-shown").addEventListener("click", () => { for (const number of visible()) if (!marks[number]) decideQuietly(number); save(); counts(); });
  function decideQuietly(number) {
    if (!decidable(data.changes[number])) return;
    marks[number] = "accepted"; paint(number);
  }
  byId("help-button").addEventListener("click", () => byId("help").showModal());

  data.files.forEach((file, number) => { const option = element("option", "", file.path); option.value = String(number); byId("file").append(option); });
  byId("file").hidden = data.files.length < 2;
  const list = byId("list");
  for (const block of data.blocks) {
    block.words = [block.source || "", ...block.parts.map((part) => typeof part === "string" ? part : `${data.changes[part].before}\n${data.changes[part].after}`)].join("\n").toLowerCase();
    const node = makeBlock(block);
    blocks.push({ block, node });
  }
  list.append(...blocks.map(({ node }) => node));
  sideList("rules", "rule"); sideList("terms", "term");
  if (matchMedia("(max-width: 50rem)").matches) for (const each of document.querySelectorAll("aside details")) each.open = false;
  counts(); filter();
  byId("said").textContent = `${data.changes.length} changes in ${data.files.length} files`;
  document.body.dataset.ready = "yes";
})();
