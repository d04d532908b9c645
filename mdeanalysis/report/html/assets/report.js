"use strict";
(() => {
  const read = (element) => JSON.parse(element.textContent);
  const words = read(document.getElementById("words"));
  const states = read(document.getElementById("states"));
  const labels = read(document.getElementById("labels"));
  const language = document.documentElement.lang;
  const grouped = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const plural = new Intl.PluralRules(language);
  const days = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const order = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const say = (key, values = {}) =>
    words[key].replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? grouped.format(values[name]) : values[name]));
  const make = (tag, attributes = {}, text = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    return element;
  };
  // A list may end a line behind each comma.
  const broken = (text) => {
    const parts = document.createDocumentFragment();
    text.split(/(?<=,)(?=[^\s\d])/).forEach((part, at) => parts.append(...(at ? [make("wbr")] : []), part));
    return parts;
  };
  const PRINTED = 200;
  const FEW = 10;
  const tables = new Map();

  class Table {
    constructor(section) {
      this.section = section;
      this.setup = read(section.querySelector("script.setup"));
      this.columns = this.setup.columns;
      this.title = section.querySelector("h2, h3").textContent;
      const data = read(section.querySelector("script.data"));
      this.count = data.length ? (data[0].cells || data[0].codes).length : 0;
      this.get = data.map((one) =>
        one.cells ? (row) => one.cells[row] : (row) => one.values[one.codes[row]]);
      this.rows = Array.from({ length: this.count }, (_, row) => row);
      this.sorted = null;
      this.size = 15;
      this.page = 0;
      this.filters = this.columns.map(() => "");
      this.table = section.querySelector("table");
      this.build();
      this.draw();
    }

    build() {
      const old = this.section.querySelector(".first-rows");
      if (old) old.remove();
      this.heads = [...this.table.tHead.rows[0].cells];
      this.heads.forEach((head, column) => {
        const button = make("button", { type: "button", title: say("sort", { column: head.textContent }) }, head.textContent);
        button.addEventListener("click", () => this.sort(column));
        head.replaceChildren(button);
      });
      const scroll = this.section.querySelector(".scroll");
      scroll.before(this.tools());
      this.pager = this.makePager();
      scroll.after(this.pager);
    }

    tools() {
      const bar = make("div", { class: "tools" });
      this.search = make("input", { type: "search", placeholder: say("search", { title: this.title }), "aria-label": say("search", { title: this.title }) });
      let waiting = 0;
      this.search.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => this.refilter(), 120);
      });
      this.toggle = this.button("filters", () => this.showFilters(this.filterRow.hidden));
      this.toggle.setAttribute("aria-expanded", "false");
      this.clearing = this.button("clear", () => this.clear());
      if (this.count > FEW) bar.append(this.search, this.toggle, this.clearing);
      bar.append(this.button("copy", () => this.copy()), this.button("download", () => this.download()));
      this.filterRow = make("tr", { class: "filters" });
      this.filterRow.hidden = true;
      this.inputs = this.columns.map((column, index) => {
        const input = make("input", { type: "text", title: say("filter_hint"), "aria-label": say("filter", { column: column.heading }) });
        input.addEventListener("input", () => {
          this.filters[index] = input.value;
          this.refilter();
        });
        const cell = make("td");
        cell.append(input);
        this.filterRow.append(cell);
        return input;
      });
      this.table.tHead.append(this.filterRow);
      return bar;
    }

    button(key, action) {
      const button = make("button", { type: "button" }, say(key));
      button.addEventListener("click", action);
      return button;
    }

    makePager() {
      const bar = make("div", { class: "pager" });
      this.back = this.button("previous", () => this.turn(-1));
      this.on = this.button("next", () => this.turn(1));
      for (const button of [this.back, this.on]) button.setAttribute("aria-label", `${button.textContent}: ${this.title}`);
      this.status = make("span", { class: "status", role: "status" });
      bar.append(this.back, this.on, this.status);
      return bar;
    }

    showFilters(wanted) {
      this.filterRow.hidden = !wanted;
      this.toggle.setAttribute("aria-expanded", String(wanted));
    }

    clear() {
      this.search.value = "";
      this.filters = this.columns.map(() => "");
      this.inputs.forEach((input) => { input.value = ""; });
      this.refilter();
    }

    turn(pages) {
      this.page += pages;
      this.draw();
    }

    sort(column) {
      const down = this.sorted && this.sorted.column === column ? !this.sorted.down
        : ["number", "share"].includes(this.columns[column].kind);
      this.sorted = { column, down };
      this.heads.forEach((head, index) => {
        if (index === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      this.refilter();
    }

    text(row, column) {
      const value = this.get[column](row);
      if (value === null || value === undefined) return "";
      const kind = this.columns[column].kind;
      if (kind === "share") return percent.format(Number((value * 100).toFixed(1)) / 100);
      if (kind === "number") return grouped.format(value);
      if (kind === "day" && language !== "en") return days.format(new Date(`${value}T00:00:00Z`));
      if (kind === "code") return labels.codes[value] || String(value);
      if (kind === "text") return labels.values[value] || String(value);
      if (kind === "severity") return labels.severities[value] || String(value);
      return kind === "state" ? states[value] || String(value) : String(value);
    }

    fits(row, column, wanted) {
      const value = this.get[column](row);
      const raw = value === null || value === undefined ? "" : String(value);
      if (wanted === "*") return raw !== "";
      if (wanted.startsWith("=")) {
        const whole = wanted.slice(1).toLowerCase();
        const own = raw.toLowerCase();
        return own === whole || this.text(row, column).toLowerCase() === whole || own.split(",").includes(whole);
      }
      return `${raw}\n${this.text(row, column)}`.toLowerCase().includes(wanted.toLowerCase());
    }

    refilter() {
      const asked = this.filters.map((wanted, column) => [column, wanted.trim()]).filter(([, wanted]) => wanted);
      const parts = this.search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      this.rows = [];
      for (let row = 0; row < this.count; row += 1) {
        if (!asked.every(([column, wanted]) => this.fits(row, column, wanted))) continue;
        if (parts.length) {
          const all = this.columns.map((_, column) => this.text(row, column)).join("\n").toLowerCase();
          if (!parts.every((part) => all.includes(part))) continue;
        }
        this.rows.push(row);
      }
      if (this.sorted) this.arrange();
      this.page = 0;
      this.draw();
    }

    arrange() {
      const { column, down } = this.sorted;
      const get = this.get[column];
      const turned = down ? -1 : 1;
      this.rows.sort((one, other) => {
        const [a, b] = [get(one), get(other)];
        if (a === null || b === null) return (a === null) - (b === null);
        const compared = typeof a === "number" && typeof b === "number" ? a - b : order.compare(String(a), String(b));
        return turned * compared || one - other;
      });
    }

    draw(size = this.size) {
      const start = this.page * size;
      const shown = this.rows.slice(start, start + size);
      const body = this.table.tBodies[0];
      body.replaceChildren(...shown.map((row) => this.line(row)));
      const values = { first: start + 1, last: start + shown.length, count: this.rows.length, all: this.count };
      const key = !this.rows.length ? "none" : this.rows.length < this.count ? "shown_filtered" : "shown";
      this.status.textContent = say(key, values);
      this.back.disabled = this.page === 0;
      this.on.disabled = start + size >= this.rows.length;
      this.back.hidden = this.on.hidden = this.rows.length <= size;
      this.clearing.disabled = this.rows.length === this.count;
      this.status.hidden = key === "shown" && this.count <= FEW;
    }

    line(row) {
      const line = make("tr");
      this.columns.forEach((column, index) => {
        const text = this.text(row, index);
        const cell = make("td", { class: column.kind + (column.kind === "text" && text.length > 60 ? " long" : "") });
        cell.append(this.inside(row, column, index, text));
        line.append(cell);
      });
      return line;
    }

    inside(row, column, index, text) {
      const value = this.get[index](row);
      if (column.kind === "state" && text) return make("span", { class: `state ${String(value).split(",")[0]}` }, text);
      if (column.kind === "severity") return make("span", { class: `severity ${value}` }, text);
      if (column.kind === "page" && text.startsWith("https://")) return make("a", { href: text, rel: "noreferrer noopener" }, text);
      const link = this.setup.links[column.name];
      if (link && value) return make("a", { href: this.address(row, link) }, text);
      return broken(text);
    }

    address(row, link) {
      const wanted = new URLSearchParams();
      for (const [theirs, own] of Object.entries(link.where)) {
        const value = this.own(row, own);
        if (value !== undefined) wanted.set(theirs, value === "*" ? "*" : `=${value === null ? "" : value}`);
      }
      for (const [theirs, value] of Object.entries(link.fixed)) wanted.set(theirs, `=${value}`);
      const asked = String(wanted);
      return `${link.page}#table-${link.section}${asked ? `?${asked}` : ""}`;
    }

    own(row, name) {
      const index = this.columns.findIndex((column) => column.name === name);
      if (index >= 0) return this.get[index](row);
      const hidden = this.setup.hidden[name];
      return hidden && hidden[row] !== false ? hidden[row] : undefined;
    }

    csv() {
      const safe = (value) => {
        if (typeof value === "number") return String(value);
        const text = value === null || value === undefined ? "" : String(value);
        const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
        return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
      };
      const lines = [this.columns.map((column) => safe(column.name)).join(",")];
      for (const row of this.rows) lines.push(this.get.map((get) => safe(get(row))).join(","));
      return `${lines.join("\r\n")}\r\n`;
    }

    async copy() {
      const text = this.csv();
      try {
        await navigator.clipboard.writeText(text);
        this.status.hidden = false;
        this.status.textContent = say(plural.select(this.rows.length) === "one" ? "copied_one" : "copied", { count: this.rows.length });
      } catch {
        this.status.hidden = false;
        this.status.textContent = say("not_copied");
      }
    }

    download() {
      const address = URL.createObjectURL(new Blob(["\ufeff", this.csv()], { type: "text/csv;charset=utf-8" }));
      const link = make("a", { href: address, download: `${this.setup.name}.csv` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 10000);
    }

    ask(wanted) {
      this.search.value = "";
      this.filters = this.columns.map((column) => wanted.get(column.name) || "");
      this.inputs.forEach((input, index) => { input.value = this.filters[index]; });
      if (this.filters.some(Boolean) && this.count > FEW) this.showFilters(true);
      this.refilter();
    }
  }

  const follow = () => {
    const [id, ...asked] = location.hash.slice(1).split("?");
    const table = tables.get(id);
    if (!table || !asked.length) return;
    table.ask(new URLSearchParams(asked.join("?")));
    document.querySelectorAll(".reached-by-link").forEach((one) => one.classList.remove("reached-by-link"));
    table.section.classList.add("reached-by-link");
    table.section.scrollIntoView();
    table.section.focus({ preventScroll: true });
  };

  for (const section of document.querySelectorAll("section.table")) {
    if (section.querySelector("script.setup")) tables.set(section.id, new Table(section));
  }
  window.addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#table-']");
    if (link && link.getAttribute("href") === location.hash) follow();
  });
  window.addEventListener("beforeprint", () => tables.forEach((table) => table.draw(Math.max(table.size, PRINTED))));
  window.addEventListener("afterprint", () => tables.forEach((table) => table.draw()));
  follow();
})();
