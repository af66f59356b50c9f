// "Show me": plays a chapter, a step at each press of the button. It only does what the visitor could do.

import { chapters } from "./chapters.js";
import { make } from "./phone.js";

/** How long a step waits for what the one before it brings. */
const PATIENCE = 6000;

export class Story {
  /** @param page {phone(id), bringIn(id), show(cast, id), act, move(by), announce(text)} */
  constructor(page) {
    this.page = page;
    this.chapter = null;
    this.place = -1;
    this.seen = new Set();
    this.title = document.getElementById("guide-title");
    this.text = document.getElementById("guide-text");
    this.next = document.getElementById("story-next");
    this.end = document.getElementById("story-end");
    this.list = document.getElementById("chapters");
    this.start = [this.title.textContent, this.text.textContent];
    // A press that comes while a step is under way is not lost.
    this.turn = Promise.resolve();
    const queue = (body) => () => (this.turn = this.turn.then(body));
    this.next.addEventListener("click", queue(() => (this.chapter ? this.#step() : this.#begin(this.#upcoming))));
    this.end.addEventListener("click", queue(() => this.#stop()));
    for (const chapter of chapters) {
      const button = make("button", "quiet", chapter.name);
      button.type = "button";
      button.addEventListener("click", queue(() => this.#begin(chapter)));
      chapter.button = button;
      const item = make("li");
      item.append(button);
      this.list.append(item);
    }
    this.#showIdle();
  }

  /** The first chapter that was not shown yet. */
  get #upcoming() {
    return chapters.find((chapter) => !this.seen.has(chapter)) ?? chapters[0];
  }

  async #begin(chapter) {
    if (chapter.isOnce && chapter.cast.some((id) => id !== "officer" && this.page.phone(id)?.shown.size)) {
      this.seen.add(chapter);
      this.#showIdle();
      this.text.textContent = "You have seen this one. What was said is still on the phones.";
      this.page.announce(this.text.textContent);
      return;
    }
    for (const id of chapter.cast) {
      if (!this.page.phone(id) && !(await this.page.bringIn(id))) return;
    }
    this.chapter = chapter;
    this.place = -1;
    await this.#step();
    this.next.focus();
  }

  async #step() {
    const { chapter } = this;
    if (this.place + 1 >= chapter.steps.length) return this.#stop();
    this.place += 1;
    const step = chapter.steps[this.place];
    const isLast = this.place + 1 === chapter.steps.length;
    this.page.show(chapter.cast, step.who);
    this.title.textContent = `${chapter.name}: step ${this.place + 1} of ${chapter.steps.length}`;
    this.text.textContent = step.tell;
    this.page.announce(`${this.title.textContent}. ${step.tell}`);
    this.next.textContent = isLast ? "Done" : "Next";
    this.end.hidden = isLast;
    this.list.hidden = true;
    if (isLast) this.seen.add(chapter);
    if (!(await this.#do(step))) this.#stop();
  }

  async #do(step) {
    const phone = this.page.phone(step.who);
    const { act } = this.page;
    if (step.move) return this.page.move(step.move);
    if (step.send) return act.send(phone, step.send);
    if (step.press && phone.about.kind !== "text") {
      const fits = (button) =>
        step.press instanceof RegExp ? step.press.test(button.textContent) : button.textContent === step.press;
      const button = await until(() => phone.lastButtons.find(fits));
      if (button) return button.click(), true;
    }
    if (step.poll) return this.#sayOfPoll(phone, step);
    if (typeof step.say !== "function") return act.say(phone, step.say);
    const words = await until(() => {
      const read = (id, pattern) => lastMatch(this.page.phone(id).words, pattern);
      const made = step.say(read);
      return made.includes("undefined") ? undefined : made;
    });
    return words !== undefined && act.say(phone, words);
  }

  /** Says something about a poll. Where several are open the bot asks which one is meant. */
  async #sayOfPoll(phone, step) {
    const before = phone.replies;
    if (!(await this.page.act.say(phone, step.say))) return false;
    await until(() => (phone.replies > before ? true : undefined));
    phone.newestButtons.find((button) => button.textContent === step.poll)?.click();
    return true;
  }

  #stop() {
    this.chapter = null;
    this.place = -1;
    this.page.show(null, null);
    this.#showIdle();
    this.next.focus();
  }

  #showIdle() {
    [this.title.textContent, this.text.textContent] = this.start;
    const upcoming = this.#upcoming;
    const isOver = this.seen.size === chapters.length;
    this.next.textContent = isOver ? "Show me again" : this.seen.size ? `Show me: ${upcoming.name}` : "Show me";
    this.end.hidden = true;
    this.list.hidden = false;
    for (const chapter of chapters) {
      chapter.button.classList.toggle("is-seen", this.seen.has(chapter));
      chapter.button.setAttribute("aria-label", chapter.name + (this.seen.has(chapter) ? ", seen" : ""));
    }
  }
}

function lastMatch(text, pattern) {
  return [...text.matchAll(new RegExp(pattern, "g"))].pop()?.[1];
}

/** Waits until something is there, and not for ever. */
async function until(find) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = find();
    if (found !== undefined || Date.now() > end) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
}
