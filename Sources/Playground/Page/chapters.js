// What "Show me" shows, a chapter for each thing. A step says who does it and what the visitor is told, and then one of:
//   say    words to send; a function gets what stands on the phones, for codes and numbers
//   press  the label of a button, with `say` for phones that have none
//   send   a voice note or a picture
//   move   how far the clock goes on
// and `poll`, the question that is meant where the bot has to ask which one.
// Nothing here can do what the visitor could not.

const survey = [
  "POLL", "Name: Our next trip", "Question: Where shall we go?", "Kind: several", "- Zoo", "- Beach", "- Museum",
  "Question: What do you need to come?", "Kind: words", "Closes: in 4 days", "Reminders: 1",
].join("\n");

const anonymous = [
  "POLL", "Question: Do you feel listened to here?", "Kind: yes or no", "Secrecy: anonymous",
].join("\n");

/** A code that somebody was given, as they would read it out. */
const codeOf = (phone) => (read) => `CODE ${read(phone, /CODE ([A-Z0-9]{6,})/)}`;

export const chapters = [
  {
    name: "A poll",
    cast: ["officer", "robin", "sam", "noor"],
    steps: [
      { who: "officer", tell: "You ask a poll. YouSaid shows you what people will get.",
        say: "POLL Where shall we meet? | Library | Park" },
      { who: "officer", tell: "You say yes, and it goes to everybody.", press: "Yes", say: "YES" },
      { who: "robin", tell: "Robin answers with a button.", press: "Library", say: "1" },
      { who: "sam", tell: "Sam has plain text messages, and answers with a number.", say: "2" },
      { who: "noor", tell: "Noor writes the answer, and makes a mistake. It is understood.", say: "libary" },
      { who: "officer", tell: "You see how many have answered. Nobody sees who chose what.", say: "RESULTS",
        poll: "Where shall we meet?" },
      { who: "officer", tell: "You close the poll.", say: "CLOSE", poll: "Where shall we meet?" },
      { who: "officer", tell: "You say yes. Everybody who answered gets the result.", press: "Yes", say: "YES" },
    ],
  },
  {
    name: "A survey",
    cast: ["officer", "robin", "sam", "noor"],
    steps: [
      { who: "officer", tell: "Several questions in one message. It closes by itself in 4 days.", say: survey },
      { who: "officer", tell: "You say yes. People get one question at a time.", press: "Yes", say: "YES" },
      { who: "robin", tell: "Robin chooses from the buttons. Here it can be more than one.", press: "Zoo", say: "1" },
      { who: "robin", tell: "That is all, says Robin.", press: "DONE", say: "DONE" },
      { who: "robin", tell: "The second question is answered in Robin's own words.", say: "A quiet place to sit" },
      { who: "sam", tell: "Sam answers the first question with two numbers.", say: "1 and 2" },
      { who: "sam", tell: "Nobody has to answer. Sam skips the second question.", say: "SKIP" },
      { who: "noor", tell: "2 days go by. Noor has not answered, and is reminded once. The others are not.",
        move: "reminder" },
      { who: "noor", tell: "Now Noor answers.", press: "Beach", say: "2" },
      { who: "noor", tell: "That is all.", press: "DONE", say: "DONE" },
      { who: "noor", tell: "The second answer is in Noor's own words.", say: "A bus with a ramp" },
      { who: "officer", tell: "The 4 days are over. The survey closes, and everybody hears the result.",
        move: "reminder" },
    ],
  },
  {
    name: "A voice note",
    cast: ["officer", "robin", "sam", "noor"],
    steps: [
      { who: "officer", tell: "You ask something.", say: "POLL Shall we have music? | Yes please | No thank you" },
      { who: "officer", tell: "You say yes.", press: "Yes", say: "YES" },
      { who: "robin", tell: "Robin would rather speak, and sends a voice note.", send: "voice" },
      { who: "officer", tell: "You get it, listen, and press what Robin said. YouSaid cannot listen.",
        press: "Yes please", say: "1" },
      { who: "sam", tell: "Sam answers by text.", say: "yes please" },
      { who: "noor", tell: "Noor answers with a button.", press: "No thank you", say: "2" },
      { who: "officer", tell: "You close the poll.", say: "CLOSE", poll: "Shall we have music?" },
      { who: "officer", tell: "What Robin said aloud counts like the others. Of fewer than 3 answers nobody sees a result.",
        press: "Yes", say: "YES" },
    ],
  },
  {
    name: "An anonymous poll",
    cast: ["officer", "robin", "sam", "noor"],
    steps: [
      { who: "officer", tell: "You ask something that people may not want to say under their name.",
        say: anonymous },
      { who: "officer", tell: "You say yes. Everybody is told first who can see what.", press: "Yes", say: "YES" },
      { who: "robin", tell: "Robin answers.", press: "Yes", say: "1" },
      { who: "sam", tell: "Sam answers.", say: "no" },
      { who: "noor", tell: "Noor answers.", press: "No", say: "2" },
      { who: "noor", tell: "Noor thinks again. Until the poll closes that is fine.", press: "Yes", say: "1" },
      { who: "officer", tell: "While it is open, not even you see how people answered.", say: "RESULTS",
        poll: "Do you feel listened to here?" },
      { who: "officer", tell: "You close it.", say: "CLOSE", poll: "Do you feel listened to here?" },
      { who: "officer", tell: "Only numbers are left. The key to the answers is destroyed.", press: "Yes", say: "YES" },
    ],
  },
  {
    name: "Somebody needs help",
    cast: ["robin", "lee", "officer"],
    steps: [
      { who: "robin", tell: "Anybody can see at any time who to call.", say: "HELP NOW" },
      { who: "robin", tell: "Robin wants to talk to a person.", say: "PERSON NOW" },
      { who: "lee", tell: "The safeguarding lead is told at once. You are not: it is private.",
        press: "I have it", say: "WORRIES" },
      { who: "lee", tell: "Lee writes to Robin through the bot.",
        say: (read) => `WRITE ${read("lee", /Worry (\d+)\. It is about/)} I am here. Can I ring you?` },
      { who: "robin", tell: "What Robin writes now goes to Lee alone, and into no poll.", say: "Yes. After 5pm please" },
      { who: "lee", tell: "Lee reads it. Until then a clock runs.",
        say: (read) => `WORRIES ${read("lee", /Worry (\d+)\. It is about/)}` },
      { who: "lee", tell: "Afterwards Lee finishes it. The bot would remind Lee until then.",
        say: (read) => `FINISH ${read("lee", /Worry (\d+)\. It is about/)}` },
    ],
  },
  {
    name: "A parent says yes",
    cast: ["alex", "pat", "officer"],
    isOnce: true,
    steps: [
      { who: "alex", tell: "Alex is 12, and wants to join.", say: "JOIN" },
      { who: "alex", tell: "Alex says about how old. Nobody is asked for a birthday.", press: "Under 13", say: "1" },
      { who: "pat", tell: "Alex shows Pat the code. Pat sends it from their own phone.", say: codeOf("alex") },
      { who: "pat", tell: "Pat reads what it is about, and agrees.", press: "Yes", say: "YES" },
      { who: "alex", tell: "Now Alex is asked what Alex wants.", press: "Yes", say: "YES" },
      { who: "alex", tell: "A no is as good as a yes.", press: "No", say: "NO" },
      { who: "pat", tell: "Pat can see and change what they agreed to. Pat never sees what Alex answers.",
        say: "FOR THEM MY CHOICES" },
    ],
  },
  {
    name: "Somebody speaks for Robin",
    cast: ["robin", "jo", "officer", "sam", "noor"],
    steps: [
      { who: "robin", tell: "Robin wants Jo to be able to answer for them.", say: "SUPPORT" },
      { who: "robin", tell: "Robin gets a code to give to Jo.", press: "Add somebody", say: "1" },
      { who: "jo", tell: "Jo sends it from their own phone.", say: codeOf("robin") },
      { who: "officer", tell: "You ask a poll.", say: "POLL What shall we cook? | Soup | Pasta" },
      { who: "officer", tell: "You say yes.", press: "Yes", say: "YES" },
      { who: "jo", tell: "Jo says what Robin has chosen. It counts once, and it is kept that Jo said it.",
        say: "FOR THEM Soup" },
      { who: "robin", tell: "Robin is told each time, and can end it. One word shows how.", say: "SUPPORT" },
      { who: "robin", tell: "Robin ends it.", press: /^End/, say: "1" },
      { who: "sam", tell: "Sam answers too.", say: "pasta" },
      { who: "noor", tell: "And Noor.", press: "Soup", say: "1" },
      { who: "officer", tell: "You close the poll.", say: "CLOSE", poll: "What shall we cook?" },
      { who: "officer", tell: "Robin's answer counts, and that Jo gave it is told with the result.", press: "Yes", say: "YES" },
    ],
  },
  {
    name: "What is kept",
    cast: ["robin", "sam"],
    steps: [
      { who: "robin", tell: "Robin asks what is kept. The link works once: press it on Robin's phone.", say: "MY DATA" },
      { who: "sam", tell: "Sam has plain text and gets the same link.", say: "MY DATA" },
      { who: "sam", tell: "Sam has had enough for now. STOP means stop, at once.", say: "STOP" },
      { who: "sam", tell: "START begins again. Nothing is held against Sam.", say: "START" },
      { who: "robin", tell: "Robin can have all of it deleted, without asking anybody.", say: "DELETE ME" },
      { who: "robin", tell: "Robin says yes.", press: "Yes", say: "YES" },
      { who: "robin", tell: "There is a day to think again. Robin stays.", say: "KEEP ME" },
    ],
  },
];
