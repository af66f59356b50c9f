// The page as a whole: puts the phones there, brings news to them, shows the clock and the state of the line.

import { listen, post, Stale } from "./line.js";
import { make, Phone } from "./phone.js";
import { Story } from "./story.js";

const phones = new Map();
const room = document.getElementById("phones");
const switcher = document.getElementById("switcher");
const trouble = document.getElementById("trouble");
const again = document.getElementById("trouble-again");
const moves = [...document.querySelectorAll("[data-move]")];
const adders = [...document.querySelectorAll("[data-add]")];
let current = null;
let isStale = false;

// What people do

async function attempt(body) {
  // What the clock did last is told until somebody does something.
  setText("clock-said", "");
  try {
    return await body();
  } catch (error) {
    if (error instanceof Stale) onState("stale");
    else if (!isStale) complain("YouSaid did not take that. Try it again.");
    return undefined;
  }
}

const act = {
  async say(phone, text) {
    return (await attempt(() => post("say", { phone: phone.about.id, text }))) !== undefined;
  },
  async press(phone, message, button) {
    const { data, label } = button;
    const done = await attempt(() =>
      post("press", { phone: phone.about.id, message: message.id, data, label }));
    return done !== undefined;
  },
  async send(phone, file) {
    return (await attempt(() => post("send", { phone: phone.about.id, file }))) !== undefined;
  },
};

for (const button of moves) button.addEventListener("click", () => move(button.dataset.move, button));

/** Moves the clock on, and says what came of it. */
async function move(by, button) {
  if (button?.getAttribute("aria-disabled") === "true") {
    announce(document.getElementById("clock-planned").textContent);
    return false;
  }
  for (const other of moves) other.disabled = other !== button;
  const answer = await attempt(() => post("clock", { by }));
  for (const other of moves) other.disabled = false;
  if (!answer) return false;
  const words = answer.words ?? "Nothing is planned soon.";
  setText("clock-said", words);
  announce(words);
  return answer.moved;
}

for (const button of adders) {
  button.addEventListener("click", async () => {
    const phone = await attempt(() => post("phones", { kind: button.dataset.add }));
    if (phone === null) {
      for (const other of adders) other.setAttribute("aria-disabled", "true");
      return announce("There are no more phones to add.");
    }
    if (!phone) return;
    addPhone(phone, false);
    choose(phone.id);
    bringInSight();
    phones.get(phone.id).box.focus();
  });
}

again.addEventListener("click", () => location.reload());

// News

function onNews(news, isFirst) {
  for (const about of news.phones) addPhone(about, isFirst);
  for (const message of news.messages) {
    const phone = phones.get(message.phone);
    if (!phone) continue;
    const isKnown = phone.shown.has(message.id);
    phone.show(message, isFirst);
    if (!isFirst && !isKnown && message.side === "bot") noteUnread(phone);
  }
  if (news.clock) showClock(news.clock);
  if (isFirst) requestAnimationFrame(() => phones.forEach((phone) => phone.goLive()));
}

function addPhone(about, isFirst) {
  if (phones.has(about.id)) return;
  const phone = new Phone(about, act);
  phones.set(about.id, phone);
  room.append(phone.root);
  if (!isFirst) phone.goLive();
  const button = make("button", "quiet", phone.short);
  button.type = "button";
  button.addEventListener("click", () => {
    choose(about.id);
    bringInSight();
  });
  switcher.append(button);
  phone.tab = button;
  if (!current) choose(about.id);
}

// Which phone is looked at; where all are side by side this shows nowhere.
function choose(id) {
  current = id;
  for (const [key, phone] of phones) {
    phone.root.classList.toggle("is-current", key === id);
    if (key === id) {
      phone.tab.setAttribute("aria-current", "true");
      phone.unread = 0;
      showUnread(phone);
      phone.toEnd();
    } else {
      phone.tab.removeAttribute("aria-current");
    }
  }
}

/** Where one phone is shown at a time, all of it comes in sight. */
function bringInSight() {
  if (getComputedStyle(switcher).display === "none") return;
  room.scrollIntoView({ block: "start" });
  phones.get(current).tab.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function noteUnread(phone) {
  if (phone.about.id === current) return;
  phone.unread += 1;
  showUnread(phone);
  // A phone that is not shown reads nothing out.
  if (getComputedStyle(phone.root).display === "none") announce(`New message for ${phone.short}.`);
}

function showUnread(phone) {
  phone.tab.querySelector(".count")?.remove();
  if (!phone.unread) return;
  const count = make("span", "count", String(phone.unread));
  count.append(make("span", "unseen", " new"));
  phone.tab.append(count);
}

// Clock, line, and what is read out

function showClock(clock) {
  setText("clock-time", clock.time);
  setText("clock-date", clock.date);
  const { planned } = clock;
  const isNear = planned && !planned.isFar;
  setText("clock-planned", plannedWords(planned));
  for (const button of moves) {
    if (button.dataset.move === "reminder") {
      if (isNear) button.removeAttribute("aria-disabled");
      else button.setAttribute("aria-disabled", "true");
    }
    if (button.dataset.move === "far") {
      button.hidden = !planned?.isFar;
      if (planned) button.textContent = `Go to ${planned.when.split(",")[0].replace(/^\w+ /, "")}`;
    }
  }
}

function plannedWords(planned) {
  if (!planned) return "Nothing is planned.";
  if (planned.isFar) return `Nothing happens soon. Next: ${planned.what}, ${planned.wait}.`;
  return `Next: ${planned.what}, ${planned.wait} (${planned.when}).`;
}

function setText(id, text) {
  const element = document.getElementById(id);
  if (element.textContent !== text) element.textContent = text;
}

function onState(state) {
  isStale = state === "stale";
  again.hidden = !isStale;
  trouble.hidden = state === "up";
  if (state === "down") complain("The line to YouSaid is broken. Did it end? Start it with script/demo, as before. This page tries again by itself.");
  if (isStale) complain("YouSaid was started again, and this page belongs to the time before.");
  if (state === "up") announce("The line to YouSaid is back.");
}

let hiding;
function complain(text) {
  setText("trouble-text", text);
  trouble.hidden = false;
  clearTimeout(hiding);
  if (text.includes("Try it again")) hiding = setTimeout(() => (trouble.hidden = true), 8000);
}

function announce(text) {
  const status = document.getElementById("status");
  status.textContent = "";
  requestAnimationFrame(() => (status.textContent = text));
}

/** Brings in somebody by name whom a chapter needs. */
async function bringIn(id) {
  const phone = await attempt(() => post("phones", { id }));
  if (phone) addPhone(phone, false);
  return Boolean(phone);
}

new Story({
  act,
  announce,
  bringIn,
  move: (by) => move(by),
  phone: (id) => phones.get(id),
  /** Shows those who play, and who of them acts; without them everybody. */
  show(cast, id) {
    for (const [key, phone] of phones) {
      phone.root.classList.toggle("is-shown", key === id);
      phone.root.classList.toggle("is-away", cast !== null && !cast.includes(key));
      phone.tab.hidden = cast !== null && !cast.includes(key);
    }
    // In the order in which they play, whoever was there first.
    for (const [key, phone] of phones) phone.root.style.order = cast ? String(cast.indexOf(key)) : "";
    document.body.classList.toggle("is-showing", cast !== null);
    if (id) {
      choose(id);
      bringInSight();
    }
    for (const phone of phones.values()) phone.toEnd();
  },
});
listen(onNews, onState);
