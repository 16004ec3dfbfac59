// Click a sentence: its claims, and the quote lit in the text it stands in. Everything that is
// shown is already on the page and is cloned; no text is ever parsed as markup.
"use strict";
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  root.classList.add("js");

  const themed = byId("theme");
  if (themed) {
    themed.hidden = false;
    const dark = () => root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    const say = () => themed.setAttribute("aria-pressed", String(dark()));
    try { const kept = localStorage.getItem("theme"); if (kept) root.dataset.theme = kept; } catch { /* a file may not store */ }
    say();
    themed.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch { /* as above */ }
      say();
    });
  }

  const panel = byId("panel");
  const body = byId("panel-body");
  let opener = null;

  const bare = (node) => {
    const copy = node.cloneNode(true);
    for (const e of [copy, ...copy.querySelectorAll("[id]")]) e.removeAttribute("id");
    copy.hidden = false;
    for (const e of copy.querySelectorAll("mark.lit")) e.classList.remove("lit");
    return copy;
  };

  const show = (ids, from) => {
    if (!panel || !ids.length) return false;
    body.replaceChildren();
    for (const id of ids) {
      const claim = byId(id);
      if (!claim) continue;
      body.append(bare(claim));
      const text = claim.dataset.text && byId(claim.dataset.text);
      if (!text) continue;
      const copy = bare(text);
      for (const m of copy.querySelectorAll("mark"))
        m.classList.toggle("lit", m.dataset.of.split(" ").includes(id));
      body.append(copy);
    }
    for (const s of document.querySelectorAll(".s.chosen")) s.classList.remove("chosen");
    const sentence = from.closest(".s");
    if (sentence) sentence.classList.add("chosen");
    opener = from;
    panel.hidden = false;
    document.body.classList.add("open");
    panel.focus();
    const lit = body.querySelector("mark.lit");
    if (lit) lit.scrollIntoView({ block: "nearest" });
    panel.scrollTop = 0;
    return true;
  };

  const close = () => {
    panel.hidden = true;
    document.body.classList.remove("open");
    for (const s of document.querySelectorAll(".s.chosen")) s.classList.remove("chosen");
    if (opener) opener.focus();
  };

  if (panel) {
    byId("panel-close").addEventListener("click", close);
    document.addEventListener("keydown", (e) => { if (e.key === "Escape" && !panel.hidden) close(); });
    document.addEventListener("click", (e) => {
      if (e.ctrlKey || e.metaKey || e.shiftKey || panel.contains(e.target)) return;
      const link = e.target.closest("a");
      if (link && !link.dataset.claims) return;
      const holder = link || e.target.closest(".s");
      if (!holder || !holder.dataset.claims) return;
      const first = link || holder.querySelector("a.n");
      if (show(holder.dataset.claims.split(" "), first || holder)) e.preventDefault();
    });
  }

  const live = document.querySelector("[data-live]");
  if (live && live.dataset.state !== "stopped") {
    const ask = async () => {
      try {
        const run = await (await fetch(live.dataset.live)).json();
        if (run.state === "finished") return location.reload();
        byId("state").textContent = run.state;
        live.replaceChildren(...run.stages.map((line) => {
          const item = document.createElement("li");
          item.textContent = line;
          return item;
        }));
      } catch { byId("state").textContent = "the viewer does not answer"; }
      setTimeout(ask, 1000);
    };
    setTimeout(ask, 1000);
  }

  const lists = document.querySelectorAll("form.filters");
  for (const form of lists) {
    form.hidden = false;
    const items = [...byId(form.dataset.of).querySelectorAll("[data-item]")];
    const count = byId(form.dataset.count);
    const fits = (item, field) => {
      if (!field.value) return true;
      if (field.type === "search")
        return field.value.toLowerCase().split(/\s+/).every((w) => item.textContent.toLowerCase().includes(w));
      return (item.dataset[field.name] || "").split(" ").includes(field.value);
    };
    const apply = () => {
      let shown = 0;
      for (const item of items) {
        item.hidden = ![...form.elements].every((f) => !f.name || fits(item, f));
        if (!item.hidden) shown += 1;
      }
      if (count) count.textContent = `${shown} of ${items.length} shown`;
    };
    form.addEventListener("input", apply);
    form.addEventListener("submit", (e) => e.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply));
    apply();
  }
})();
