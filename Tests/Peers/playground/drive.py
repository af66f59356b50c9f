"""Plays the playground through in a real browser, as an officer would, and looks at it with axe-core.

    drive.py PROGRAM PICTURES

Starts `PROGRAM demo`, makes a poll on the officer's phone with the keyboard alone, answers it on three phones in
three ways, moves the clock, and sees the result arrive; then has everything shown that the page can show, and opens a one-time
link. Pictures of what it looked like are left in PICTURES. Says "0 faults" where all is well.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile

from browser import Browser
from selenium.webdriver.common.keys import Keys


class Play:
    def __init__(self, browser, address):
        self.browser = browser
        self.address = address

    def log(self, phone):
        """All messages on a phone, without their buttons, which come and go."""
        return self.browser.driver.execute_script(
            "return [...document.querySelectorAll(arguments[0])].map(b => b.textContent).join('\\n')",
            f"#phone-{phone} .bubble")

    def hears(self, phone, words, after=0):
        self.browser.until(f"{words!r} on the phone of {phone}", lambda: words in self.log(phone)[after:])

    def says(self, phone, words, hears):
        """Types in the phone's box and presses Enter; something comes back that was not there before."""
        before = len(self.log(phone))
        self.browser.find(f"#words-{phone}").send_keys(words, Keys.ENTER)
        self.hears(phone, hears, after=before + len(words))

    def joins(self, phone):
        """Somebody joins, and answers what they are asked on the way."""
        for words in ["JOIN", "16 to 17", "yes", "yes", "yes"]:
            if "HELP NOW" in self.log(phone):
                return
            before = len(self.log(phone))
            self.browser.find(f"#words-{phone}").send_keys(words, Keys.ENTER)
            # Their own words and a time stand there too: a reply is longer than that.
            self.browser.until(
                f"a reply to {words!r} on the phone of {phone}",
                lambda: len(self.log(phone)) > before + len(words) + 40)
        self.hears(phone, "HELP NOW")

    def button(self, phone, label):
        """The last button of that label on a phone."""
        found = self.browser.driver.execute_script(
            "return [...document.querySelectorAll(arguments[0])].filter(b => b.textContent === arguments[1]).pop()",
            f"#phone-{phone} .answers button", label)
        assert found, f"{phone} has no button {label!r}"
        return found

    def presses(self, phone, label, hears):
        before = len(self.log(phone))
        self.button(phone, label).send_keys(Keys.ENTER)
        self.hears(phone, hears, after=before)


def poll(play):
    browser = play.browser
    browser.size(1360, 900)
    browser.prefer(prefers_color_scheme="light", prefers_reduced_motion="reduce")
    browser.driver.get(play.address)
    for phone in ["robin", "sam", "noor"]:
        play.hears(phone, "JOIN")
        play.hears(phone, "STOP")
    play.hears("noor", "Easy Read")
    browser.until("no news read out that was there before", lambda: browser.find(
        "#phone-robin .log").get_attribute("aria-live") == "polite")
    browser.picture("1-start-wide")

    # The officer, with the keyboard alone.
    browser.tab_to("#words-officer")
    browser.press("POLL Which day suits you? | Saturday | Sunday", Keys.ENTER)
    play.hears("officer", "Send this now?")
    play.presses("officer", "Yes", "on its way")
    for phone in ["robin", "sam", "noor"]:
        play.hears(phone, "Which day suits you?")

    # Three answers in three ways.
    play.presses("robin", "Saturday", "Saturday")
    browser.until("the chosen button to show", lambda: play.button("robin", "Saturday").get_attribute(
        "aria-pressed") == "true")
    browser.until("the other one not to", lambda: play.button("robin", "Sunday").get_attribute(
        "aria-pressed") == "false")
    assert not browser.driver.execute_script("return document.querySelector('#phone-sam .answers')"), \
        "plain text has no buttons"
    play.says("sam", "2", "Sunday")
    play.says("noor", "saterday", "Saturday")
    play.says("officer", "RESULTS", "3 of 3")
    browser.picture("2-answered-wide")


def low(play):
    """On a low screen the whole of what will go out is in sight with its buttons, and so is every phone's Send."""
    browser = play.browser
    browser.size(1280, 720)
    browser.driver.refresh()
    browser.until("the page", lambda: browser.driver.execute_script(
        "return document.querySelectorAll('#phone-noor .bubble').length") > 0)
    # As the first step of the story shows it.
    browser.find("#story-next").send_keys(Keys.ENTER)
    browser.until("the preview", lambda: play.log("officer").rstrip().count("Send this now?") == 2)
    browser.until("the preview and its buttons in sight", lambda: browser.driver.execute_script("""
        const log = document.querySelector("#phone-officer .log").getBoundingClientRect();
        const shown = [...document.querySelectorAll("#phone-officer .message")].pop().getBoundingClientRect();
        return shown.top >= log.top && shown.bottom <= log.bottom && log.bottom <= innerHeight"""))
    hidden = browser.driver.execute_script("""
        return [...document.querySelectorAll(".phone form button")].filter(b => b.offsetParent)
            .filter(b => b.getBoundingClientRect().bottom > innerHeight).length""")
    assert hidden == 0, f"{hidden} Sends are below the screen"
    browser.picture("2-preview-low")
    browser.find("#story-end").send_keys(Keys.ENTER)
    play.says("officer", "NO", "I sent nothing")
    too_long = browser.driver.execute_script("""
        return document.documentElement.scrollHeight - scrollY
            - document.querySelector(".foot").getBoundingClientRect().bottom""")
    assert too_long < 40, f"the page is {too_long} px longer than what stands on it"
    browser.size(1360, 900)


def clock(play):
    browser = play.browser
    move = lambda name: browser.find(f"[data-move={name}]")
    before = browser.text("#clock-date")
    move("day").send_keys(Keys.ENTER)
    browser.until("the next day", lambda: browser.text("#clock-date") != before)
    # A draft that is thrown away is nothing that anybody notices, and the question for everybody's age is a year ahead:
    # no reminder goes there.
    play.says("officer", "TELL", "?")
    before = browser.text("#clock-date")
    # Ages are kept as a month, so that how long it takes depends on today.
    assert re.search(r"in about 1[23] months", browser.text("#clock-planned")), browser.text("#clock-planned")
    assert move("reminder").get_attribute("aria-disabled") == "true", "a reminder may not go a year ahead"
    assert move("far").is_displayed() and re.search(r"Go to 1 [A-Z]\w+ 20\d\d", move("far").text), \
        "what is far ahead is offered"
    move("reminder").send_keys(Keys.ENTER)
    browser.until("it to say so", lambda: "Nothing happens soon" in browser.text("#status"))
    assert before == browser.text("#clock-date")
    play.says("officer", "LEAVE", "")


def result(play):
    marks = {phone: len(play.log(phone)) for phone in ["robin", "sam", "noor"]}
    play.says("officer", "CLOSE", "close")
    play.presses("officer", "Yes", "Saturday")
    for phone, mark in marks.items():
        play.hears(phone, "Saturday", after=mark)
    play.browser.picture("3-result-wide")


# What the page's own "Show me" does, a chapter at a time: whose phone says what after each step.
CHAPTERS = {
    "A poll": [
        ("officer", "Send this now?"), ("noor", "Where shall we meet?"), ("robin", "Library"), ("sam", "Park"),
        ("noor", "Library"), ("officer", "3 of 3"), ("officer", "close"), ("noor", "2 of 3 people chose Library")],
    "A survey": [
        ("officer", "Reminders, at most: 1"), ("sam", "Question 1 of 2"), ("robin", "You chose so far: Zoo"),
        ("robin", "Question 2 of 2"), ("robin", "That was the last question"), ("sam", "Question 2 of 2"),
        ("sam", "That was the last question"), ("noor", "You have not answered this yet"),
        ("noor", "You chose so far:"), ("noor", "Question 2 of 2"), ("noor", "That was the last question"),
        ("officer", "A poll has closed. Its time was over.")],
    "A voice note": [
        ("officer", "Send this now?"), ("robin", "Shall we have music?"), ("officer", "answered with a voice note"),
        ("robin", "You chose Yes please"), ("sam", "You chose Yes please"), ("noor", "You chose No thank you"),
        ("officer", "Close this poll now?"), ("robin", "2 of 3 people chose Yes please")],
    "An anonymous poll": [
        ("officer", "Send this now?"), ("robin", "Do you feel listened to here?"), ("robin", "You chose Yes"),
        ("sam", "You chose No"), ("noor", "You chose No"), ("noor", "You chose Yes"), ("officer", "3 of 3"),
        ("officer", "Close this poll now?"), ("sam", "2 of 3 people chose Yes")],
    "Somebody needs help": [
        ("robin", "0800 1111"), ("lee", "Somebody asks for a person"), ("lee", "It is about"),
        ("robin", "Can I ring you?"), ("robin", "with the safeguarding leads"), ("lee", "After 5pm please"), ("lee", "is dealt with")],
    "A parent says yes": [
        ("alex", "How old are you?"), ("alex", "A parent or carer has to say yes first."),
        ("pat", "do you agree?"), ("alex", "Your parent or carer said yes."), ("alex", "news"),
        ("alex", "You have joined"), ("pat", "Taking part: yes")],
    "Somebody speaks for Robin": [
        ("robin", "Nobody speaks for you now"), ("robin", "Give this code"), ("jo", "You can speak for"),
        ("officer", "Send this now?"), ("robin", "What shall we cook?"), ("jo", "You chose Soup"),
        ("robin", "may speak for you"), ("jo", "Somebody has ended"), ("sam", "You chose Pasta"),
        ("noor", "You chose Soup"), ("officer", "Close this poll now?"), ("officer", "2 of 3 people chose Soup")],
    "What is kept": [
        ("robin", "Here is a link"), ("sam", "/link/"), ("sam", "You have stopped messages"), ("sam", "on again"),
        ("robin", "Are you sure?"), ("robin", "Do you want to stay?"), ("robin", "stay")],
}


def story(play):
    """The page's own "Show me", to the end of each chapter."""
    browser = play.browser
    faults = []
    for name, waits in CHAPTERS.items():
        assert name in browser.text("#story-next") or name == "A poll", browser.text("#story-next")
        phones = ["officer", "robin", "sam", "noor", "lee", "alex", "pat", "jo"]
        marks = {phone: len(play.log(phone)) for phone in phones}
        for number, (phone, words) in enumerate(waits):
            browser.find("#story-next").send_keys(Keys.ENTER)
            place = f"{name}: step {number + 1} of {len(waits)}"
            browser.until(place, lambda: browser.text("#guide-title") == place)
            play.hears(phone, words, after=marks[phone])
            if number + 1 < len(waits):
                marks = {phone: len(play.log(phone)) for phone in phones}
        shown = browser.driver.execute_script(
            "return [...document.querySelectorAll('.phone')].filter(p => p.offsetParent).map(p => p.id)")
        assert len(shown) < len(browser.driver.find_elements("css selector", ".phone")) or name == "A poll", shown
        faults += browser.faults(f"showing {name}")
        browser.picture(f"4-{name.lower().replace(' ', '-')}")
        browser.find("#story-next").send_keys(Keys.ENTER)
        browser.until("the end of the chapter", lambda: "five minutes" in browser.text("#guide-title"))
    assert browser.text("#story-next") == "Show me again", browser.text("#story-next")
    assert len(browser.driver.find_elements("css selector", "#chapters .is-seen")) == len(CHAPTERS)
    return faults


def link(play):
    """What is kept about Robin, in the browser, behind a button; a second look finds it used up."""
    browser = play.browser
    play.says("robin", "MY DATA", "Here is a link")
    url = browser.driver.execute_script(
        "return [...document.querySelectorAll('#phone-robin .link a')].pop().href")
    assert url.startswith(play.address.removesuffix("/playground") + "/link/"), url
    here = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    browser.driver.get(url)
    faults = browser.faults("a link")
    browser.picture("4-link")
    browser.find("button").click()
    browser.until("what is kept", lambda: "You and your messages" in browser.text("body"))
    faults += browser.faults("what is kept", least=8)
    browser.picture("4-link-open")
    browser.driver.close()
    browser.driver.switch_to.window(here)
    return faults


def more(play):
    """One more phone, and everything is still there when the page is loaded again."""
    browser = play.browser
    browser.find("[data-add=text]").send_keys(Keys.ENTER)
    browser.until("the new phone has the focus", lambda: browser.focused().get_attribute("id") == "words-kit")
    play.joins("kit")
    before = play.log("robin")
    browser.driver.refresh()
    browser.until("the same messages", lambda: play.log("robin") == before)
    browser.picture("4-nine-phones-wide")


def look(play):
    """What axe-core finds, at two widths, light and dark; and that nothing is wider than the screen."""
    browser = play.browser
    faults = []
    for size, shape in [((1360, 900), "wide"), ((390, 844), "phone")]:
        browser.size(*size, mobile=shape == "phone")
        for scheme in ["light", "dark"]:
            browser.prefer(prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
            phones = ["officer", "robin", "sam"] if shape == "phone" else ["officer"]
            for index, phone in enumerate(phones):
                if shape == "phone":
                    browser.driver.execute_script(
                        "document.querySelectorAll('#switcher button')[arguments[0]].click()", index)
                faults += browser.faults(f"{shape}, {scheme}, {phone}")
                browser.picture(f"5-{shape}-{scheme}-{phone}")
            width = browser.driver.execute_script("return document.documentElement.scrollWidth")
            if width > size[0]:
                faults.append(f"{shape}, {scheme}: {width} pixels wide")
    mark = len(play.log("officer"))
    browser.find("#story-next").send_keys(Keys.ENTER)
    play.hears("officer", "Send this now?", after=mark)
    faults += browser.faults("phone, showing")
    browser.picture("5-phone-showing")
    return faults


def main(program, pictures):
    browser = Browser(pictures)
    with tempfile.TemporaryDirectory() as folder:
        demo = subprocess.Popen([program, "demo"], stdout=subprocess.PIPE, text=True, env=os.environ | {"TMPDIR": folder})
        try:
            address = next(found[0] for line in demo.stdout if (found := re.search(r"http://\S+", line)))
            play = Play(browser, address)
            poll(play)
            low(play)
            clock(play)
            result(play)
            faults = story(play)
            faults += link(play)
            more(play)
            faults += look(play)
            faults += browser.complaints()
            demo.send_signal(signal.SIGTERM)
            browser.until("the page to say so", lambda: "broken" in browser.text("#trouble-text"))
            browser.picture("6-line-broken")
            assert demo.wait(20) == 0, "the demo did not end well"
            assert os.listdir(folder) == [], f"left behind: {os.listdir(folder)}"
        except BaseException:
            browser.picture("fault")
            raise
        finally:
            if demo.poll() is None:
                demo.kill()
            browser.close()
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
