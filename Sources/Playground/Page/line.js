// The line to the bot: sends what people do, and waits for news. It tries again by itself when the bot is away.

const token = document.querySelector('meta[name="playground-token"]').content;
const base = "/playground/talk/";

/** The bot was started anew, so this page's token counts no more. */
export class Stale extends Error {}

async function call(path, options) {
  const answer = await fetch(base + path, { cache: "no-store", ...options });
  if (answer.status === 403 || answer.status === 404) throw new Stale();
  if (!answer.ok && answer.status !== 409) throw new Error(`status ${answer.status}`);
  return answer.status === 200 ? answer.json() : null;
}

/** Posts something; resolves to the answer, or null where there is none. */
export function post(path, body) {
  return call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Playground-Token": token },
    body: JSON.stringify(body),
  });
}

/** Calls `onNews` with whatever is new, for as long as the page is open, and `onState` when the line comes or goes. */
export async function listen(onNews, onState) {
  let next = 0;
  let isFirst = true;
  let isDown = false;
  let pause = 500;
  for (;;) {
    try {
      // After a break the first question does not wait, so that the page says at once that all is well again.
      const wait = isFirst || isDown ? 0 : 25;
      const news = await call(`news?after=${next}&wait=${wait}`, { headers: { "X-Playground-Token": token } });
      if (!news) throw new Error("no news");
      if (isDown) onState("up");
      isDown = false;
      pause = 500;
      onNews(news, isFirst);
      next = news.next;
      isFirst = false;
    } catch (error) {
      if (error instanceof Stale) return onState("stale");
      if (!isDown) onState("down");
      isDown = true;
      await new Promise((done) => setTimeout(done, pause));
      pause = Math.min(pause * 2, 5000);
    }
  }
}
