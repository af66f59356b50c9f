// One phone on the page: its messages, its buttons, its box to write in. Words from messages only ever become text.

const ideas = {
  officer: [
    "POLL Which day suits you? | Saturday | Sunday", "RESULTS", "CLOSE", "POLL", "HELP",
    "TELL We meet on Saturday at 2pm.",
  ],
  lead: ["WORRIES", "OFF DUTY", "ON DUTY", "HELP"],
  adult: ["HELP", "FOR THEM", "FOR ME", "MY DATA"],
  member: ["JOIN", "HELP", "POLLS", "EASY READ", "SETTINGS", "MY DATA", "STOP", "START", "HELP NOW"],
};

/** What stands on a phone before there is a message. */
const empty = {
  officer: "Ask a poll, or say HELP.",
  lead: "Nothing yet. Lee hears when somebody may need help.",
  adult: "Nothing yet.",
};

/** What a phone with buttons can send besides words. */
const files = { voice: "Send a voice note", picture: "Send a picture" };

/** What stands for something that came and that a pretend phone cannot play. */
const received = { voice: "▶ Voice note", picture: "Picture", sticker: "Sticker" };

export class Phone {
  /**
   * @param about {id, name, kind, note}
   * @param act {say(phone, text), press(phone, message, button), send(phone, file)}; each resolves to whether it was taken
   */
  constructor(about, act) {
    this.about = about;
    this.act = act;
    this.shown = new Map();
    this.unread = 0;
    const root = document.getElementById("phone").content.cloneNode(true).firstElementChild;
    this.root = root;
    this.log = root.querySelector(".log");
    this.box = root.querySelector("textarea");
    this.#name();
    this.#fillIdeas();
    root.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#send();
    });
  }

  #name() {
    const { id, name, kind, note } = this.about;
    this.root.id = `phone-${id}`;
    this.root.classList.add(`is-${kind}`);
    const title = this.root.querySelector("h2");
    title.id = `name-${id}`;
    title.textContent = name;
    this.root.setAttribute("aria-labelledby", title.id);
    this.root.querySelector(".note").textContent = note;
    this.root.querySelector(".face").textContent = this.short[0];
    this.root.querySelector(".empty").textContent = empty[kind] ?? "Nothing yet. Say JOIN to begin.";
    this.log.setAttribute("aria-label", `Messages of ${name}`);
    this.box.id = `words-${id}`;
    this.box.placeholder = "Message";
    const label = this.root.querySelector("label");
    label.htmlFor = this.box.id;
    label.textContent = `Message from ${name}`;
    this.root.querySelector("form button").setAttribute("aria-label", `Send, from ${name}`);
  }

  /** The name without "Pretend". */
  get short() {
    return this.about.kind === "officer" ? "You" : this.about.name.replace("Pretend ", "");
  }

  #fillIdeas() {
    const isOfficer = this.about.kind === "officer";
    const group = this.root.querySelector(".ideas > div");
    group.setAttribute("aria-label", `Words for ${this.about.name} to try`);
    // On a low screen they would cover what comes.
    this.root.querySelector(".ideas").open = isOfficer && innerHeight > 860;
    const add = (words, act) => {
      const button = make("button", "quiet", words);
      button.type = "button";
      button.addEventListener("click", act);
      group.append(button);
    };
    for (const words of ideas[this.about.kind] ?? ideas.member) {
      add(words, () => {
        this.box.value = words;
        this.box.focus();
      });
    }
    if (this.about.kind !== "buttons") return;
    for (const [file, words] of Object.entries(files)) add(words, () => this.act.send(this, file));
  }

  async #send() {
    const text = this.box.value.trim();
    if (!text) return;
    this.box.value = "";
    // Where one phone fills the screen, the words to try would cover what comes next.
    if (matchMedia("(max-width: 44rem)").matches) this.root.querySelector(".ideas").open = false;
    if (!(await this.act.say(this, text)) && !this.box.value) this.box.value = text;
  }

  /** Says new messages aloud from now on; what was there before the page came is not read out. */
  goLive() {
    this.log.setAttribute("aria-live", "polite");
  }

  /** Shows a message, or shows it anew. */
  show(message, isOld) {
    const before = this.shown.get(message.id);
    if (before) return this.#renew(before, message);
    this.root.querySelector(".empty")?.remove();
    const isNear = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 160;
    if (message.at.date !== this.lastDate) this.log.append(make("p", "day", message.at.date));
    this.lastDate = message.at.date;
    const item = this.#make(message);
    if (!isOld) item.classList.add("is-new");
    this.log.append(item);
    this.shown.set(message.id, item);
    if (isNear || isOld || message.side === "person") this.toEnd();
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }

  #make(message) {
    const item = make("div", `message ${message.side}`);
    const bubble = make("div", "bubble");
    const who = message.side === "bot" ? `YouSaid to ${this.short}: ` : `${this.short}: `;
    for (const paragraph of message.text.split(/\n{2,}/)) bubble.append(make("p", "words", paragraph));
    bubble.firstElementChild.prepend(make("span", "unseen", who));
    for (const kind of message.attachments ?? []) bubble.append(make("p", "picture", received[kind] ?? "A file"));
    if (message.drawing) bubble.append(makeDrawing(message.drawing, message.picture));
    else if (message.picture) bubble.append(make("p", "picture", `Picture: ${message.picture}`));
    if (message.link) bubble.append(makeLink(message.link, this.about.kind === "text"));
    bubble.append(make("span", "time", message.at.time));
    item.append(bubble);
    this.#setButtons(item, message);
    return item;
  }

  /** The buttons of a message change when one is pressed. Whoever stands on one stays there. */
  #renew(item, message) {
    const group = item.querySelector(".answers");
    const place = group ? [...group.children].indexOf(document.activeElement) : -1;
    this.#setButtons(item, message);
    if (place < 0) return;
    const now = item.querySelectorAll(".answers button");
    (now[place] ?? this.box).focus();
  }

  #setButtons(item, message) {
    item.querySelector(".answers")?.remove();
    if (!message.buttons.length) return;
    const group = make("div", "answers");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", `Answers for ${this.short}`);
    const isAnswered = message.buttons.some((button) => button.isChosen);
    for (const choice of message.buttons) {
      const button = make("button", "", choice.label);
      button.type = "button";
      if (isAnswered) button.setAttribute("aria-pressed", String(choice.isChosen));
      button.addEventListener("click", () => this.act.press(this, message, choice));
      group.append(button);
    }
    item.append(group);
  }

  /** Everything that stands on it, a paragraph a line. */
  get words() {
    return [...this.log.querySelectorAll(".words")].map((paragraph) => paragraph.textContent).join("\n");
  }

  /** How many messages of the bot's have come. */
  get replies() {
    return this.log.querySelectorAll(".message.bot").length;
  }

  /** The buttons of the very last message; none where it has none. */
  get newestButtons() {
    return [...(this.log.lastElementChild?.querySelectorAll(".answers button") ?? [])];
  }

  /** The buttons of the last question, for whoever shows how it is done. */
  get lastButtons() {
    const groups = this.log.querySelectorAll(".answers");
    return groups.length ? [...groups[groups.length - 1].children] : [];
  }
}

export function make(tag, style, text) {
  const element = document.createElement(tag);
  if (style) element.className = style;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** A picture that the bot has drawn. A canvas, because the page's rules let no picture in by its data. */
function makeDrawing(png, words) {
  const canvas = make("canvas", "drawing");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", words);
  const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
  // The size stands in the file's head, so that nothing jumps once it is drawn.
  const head = new DataView(bytes.buffer);
  canvas.width = head.getUint32(16);
  canvas.height = head.getUint32(20);
  createImageBitmap(new Blob([bytes], { type: "image/png" })).then((image) => {
    canvas.getContext("2d").drawImage(image, 0, 0);
  });
  return canvas;
}

/** Only what leads to a web page becomes a link. Plain text has the address alone. */
function makeLink(link, isPlain) {
  const line = make("p", "link");
  if (/^https?:\/\//i.test(link.url)) {
    const anchor = make("a", "", isPlain ? link.url : link.label);
    anchor.href = link.url;
    anchor.target = "_blank";
    anchor.rel = "noopener noreferrer";
    line.append(anchor);
  } else {
    line.textContent = `${link.label}: ${link.url}`;
  }
  return line;
}
