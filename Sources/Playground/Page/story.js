// "Show me": the story of one poll, and of what anybody can say at any time, a step at each press of the button. It only
// does what the visitor could do.

const question = "POLL Where shall we meet? | Library | Park";

const steps = [
  { who: "officer", tell: "You ask a poll. YouSaid shows you what people will get.", say: question },
  { who: "officer", tell: "You say yes, and it goes to everybody.", press: 0, say: "YES" },
  { who: "robin", tell: "Robin answers with a button.", press: 0, say: "1" },
  { who: "sam", tell: "Sam has plain text messages, and answers with a number.", say: "2" },
  { who: "noor", tell: "Noor writes the answer, and makes a mistake. It is understood.", say: "libary" },
  { who: "officer", tell: "You see how many have answered. Nobody sees who chose what.", say: "RESULTS" },
  { who: "officer", tell: "You close the poll.", say: "CLOSE" },
  { who: "officer", tell: "You say yes. Everybody who answered gets the result.", press: 0, say: "YES" },
  { who: "robin", tell: "Robin would rather speak than write, and sends a voice note.", send: "voice" },
  { who: "sam", tell: "Sam has had enough for now. STOP means stop, at once.", say: "STOP" },
  { who: "sam", tell: "START begins again. Nothing is held against Sam.", say: "START" },
  { who: "noor", tell: "Anybody who is not safe sees who can help, day and night.", say: "HELP NOW" },
];

export class Story {
  /** @param page {phone(id), show(id), act} */
  constructor(page) {
    this.page = page;
    this.place = -1;
    this.title = document.getElementById("guide-title");
    this.text = document.getElementById("guide-text");
    this.next = document.getElementById("story-next");
    this.end = document.getElementById("story-end");
    this.start = [this.title.textContent, this.text.textContent];
    // A press that comes while a step is under way is not lost.
    this.turn = Promise.resolve();
    this.next.addEventListener("click", () => (this.turn = this.turn.then(() => this.#step())));
    this.end.addEventListener("click", () => this.#stop());
  }

  async #step() {
    if (this.place + 1 >= steps.length) return this.#stop();
    this.place += 1;
    const step = steps[this.place];
    const phone = this.page.phone(step.who);
    this.page.show(step.who);
    this.title.textContent = `Step ${this.place + 1} of ${steps.length}`;
    this.text.textContent = step.tell;
    this.page.announce(`${this.title.textContent}. ${step.tell}`);
    this.next.textContent = this.place + 1 < steps.length ? "Next" : "Done";
    this.end.hidden = this.place + 1 >= steps.length;
    const button = step.press === undefined ? undefined : phone.lastButtons[step.press];
    const { act } = this.page;
    const taken = button
      ? (button.click(), true)
      : await (step.send ? act.send(phone, step.send) : act.say(phone, step.say));
    if (!taken) this.#stop();
  }

  #stop() {
    this.place = -1;
    [this.title.textContent, this.text.textContent] = this.start;
    this.next.textContent = "Show me again";
    this.end.hidden = true;
    this.page.show(null);
    this.next.focus();
  }
}
