"""Measures the bot, and prints a table: see script/bench, which builds everything that is measured and starts this."""

import argparse
import json
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from joining import join
from programs import ROOT, SECRET, TOOLS, Bot, Peer, Sink, end, memory, processor_time, running, wait_until

MEMBERS = 2_000
FIRST_MEMBER = 700_000_000
FIRST_UPDATE = 10**12
CONNECTIONS = 64
LABELS = ("Library", "Park")
CHOICES = len(LABELS)
# The most that the configuration takes, so that the pace holds nothing up.
PACE = 100_000


class Folder:
    """A folder on the disk that .cache is on, gone afterwards, and with it what was started meanwhile. Not in /tmp,
    which may be memory."""

    def __enter__(self) -> pathlib.Path:
        self.before = list(running)
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="run-", dir=TOOLS))
        return self.path

    def __exit__(self, *_) -> None:
        for process in [process for process in running if process not in self.before]:
            end(process)
        shutil.rmtree(self.path, ignore_errors=True)


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def fail(text: str) -> None:
    raise SystemExit(f"bench: {text}")


def spread(values: list[float], form: str = "{:,.0f}") -> str:
    """The median, and the lowest and highest where there are several."""
    middle = form.format(statistics.median(values))
    if len(values) < 2:
        return middle
    return f"{middle} ({form.format(min(values))}–{form.format(max(values))})"


# Votes


def base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"


def press(port: int, button: str, seconds: int, members: int = MEMBERS, labels: tuple = ()) -> dict:
    """Presses buttons for some seconds, or writes labels where there are some. Returns what wrk found out."""
    threads = 2
    done = subprocess.run(
        ["wrk", f"-t{threads}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s",
         ROOT / "Tests/Bench/votes.lua", f"http://127.0.0.1:{port}", "--", str(FIRST_UPDATE + press.used),
         str(threads), str(members), str(FIRST_MEMBER), button, str(CHOICES), SECRET, *labels],
        capture_output=True, text=True, check=True, timeout=seconds + 60)
    press.used += 10**9
    return json.loads(done.stdout.splitlines()[-1])


press.used = 0


def settled(program, name: str) -> int:
    """How many events are stored, once what was under way when wrk hung up is stored too."""
    counts = [-1]

    def is_quiet() -> bool:
        counts.append(program.count())
        return counts[-1] == counts[-2]

    wait_until(is_quiet, f"{name} has taken what came", 30, pause=0.3)
    return counts[-1]


def measure(program, button: str, seconds: int, name: str, labels: tuple = ()) -> dict:
    """Presses or writes, and compares what the program has counted with what was answered."""
    press(program.port, button, 1, labels=labels)
    before = settled(program, name)
    spent = processor_time(program.process.pid)
    found = press(program.port, button, seconds, labels=labels)
    spent = processor_time(program.process.pid) - spent
    stored = settled(program, name) - before
    if found["refused"] or found["broken"]:
        fail(f"{name}: {found['refused']} votes were refused and {found['broken']} connections broke")
    # wrk hangs up on at most one request for each connection, stored or not.
    if not found["requests"] <= stored <= found["requests"] + CONNECTIONS:
        fail(f"{name}: {found['requests']} votes were answered 200, and {stored} events are stored")
    result = {
        "rate": found["requests"] / (found["microseconds"] / 1e6), "p50": found["p50"] / 1000,
        "p99": found["p99"] / 1000, "spent": spent / max(1, found["requests"]),
        "memory": memory(program.process.pid, "VmHWM"),
    }
    note(f"  {name}: {result['rate']:,.0f} votes/s, p50 {result['p50']:.1f} ms, p99 {result['p99']:.1f} ms, "
         f"{result['spent']:.0f} µs of processor time each")
    return result


def check_votes(name: str, rows: tuple, presses: int) -> None:
    """Everybody who pressed has one vote. `rows`: votes, people who voted, the lowest choice, the highest."""
    # The first presses go once through all members, from two threads that need not be equally fast.
    people = MEMBERS if presses > 10 * MEMBERS else rows[1]
    if rows[0] != people or rows[1] != people or people == 0 or not 1 <= rows[2] <= rows[3] <= CHOICES:
        fail(f"{name}: {rows[0]} votes of {rows[1]} people, choices {rows[2]} to {rows[3]}, after {presses} presses")


def votes_of_bot(binaries: str, sink: Sink, seconds: int, labels: tuple = ()) -> dict:
    """Votes by button, or in words where there are labels."""
    with Folder() as folder:
        bot = Bot(binaries, folder, sink)
        join(bot.port, SECRET, FIRST_MEMBER, MEMBERS)
        bot.say(" | ".join(["POLL Where shall we meet?", *LABELS]))
        bot.say("YES")
        asked = "SELECT COUNT(*), MAX(question) FROM core_asked a JOIN core_question q ON q.id = a.question " \
            "WHERE q.plugin = 'polls' AND q.id = (SELECT asked_as FROM polls_poll)"
        wait_until(lambda: bot.rows(asked)[0][0] == MEMBERS, "all members are asked", 60)
        button = "a" + base36(bot.rows(asked)[0][1])
        result = measure(bot, button, seconds, "yousaid, in words" if labels else "yousaid", labels)
        voted = bot.rows("SELECT COUNT(*), COUNT(DISTINCT voter) FROM polls_vote")[0]
        events, open_events = bot.rows(
            "SELECT COUNT(*), COALESCE(SUM(state <> 0), 0) FROM core_event WHERE channel = 'telegram'")[0]
        presses = events - MEMBERS
        # One reply for each press, and one greeting for each who joined. Closing forgets who was answered.
        replies = bot.rows(
            "SELECT COUNT(*) FROM core_outgoing WHERE channel = 'telegram' AND kind = 'reply'")[0][0]
        # Votes are sealed until the poll is counted.
        bot.say("CLOSE")
        bot.say("YES")
        wait_until(lambda: bot.rows("SELECT counted FROM polls_poll")[0][0] == 1, "the poll is counted", 60)
        chosen = bot.rows("SELECT COALESCE(SUM(votes), 0), MIN(place), MAX(place) FROM polls_choice WHERE votes > 0")[0]
        if chosen[0] != voted[0]:
            fail(f"yousaid: {voted[0]} votes are stored, and {chosen[0]} were counted")
        check_votes("yousaid", (voted[0], voted[1], chosen[1], chosen[2]), presses)
        if open_events or replies < presses:
            fail(f"{presses} presses came, {open_events} events are open, {replies} replies are kept")
        bot.stop()
        return result


def votes_of_peer(words: list, seconds: int, name: str) -> dict:
    with Folder() as folder:
        peer = Peer(words, folder)
        result = measure(peer, "abench", seconds, name)
        events, replies = peer.rows("SELECT (SELECT COUNT(*) FROM event), (SELECT COUNT(*) FROM reply)")[0]
        if events != replies:
            fail(f"{name}: {events} events and {replies} replies are stored")
        check_votes(
            name,
            peer.rows("SELECT COUNT(*), COUNT(DISTINCT person), MIN(choice) + 1, MAX(choice) + 1 FROM vote")[0],
            events)
        peer.stop()
        return result


def votes(options, sink: Sink) -> list[tuple]:
    peers = {
        "bare": [TOOLS / "bare"],
        "aiogram": [TOOLS / "venv/bin/python", ROOT / "Tests/Bench/aiogram_bot.py"],
    }
    found: dict[str, list[dict]] = {"yousaid": [], "words": [], "bare": [], "aiogram": []}
    # In rounds, so that a machine that is slow for a while is slow for all.
    for round_number in range(options.runs):
        note(f"votes, round {round_number + 1} of {options.runs}")
        found["yousaid"].append(votes_of_bot(options.binaries, sink, options.seconds))
        found["words"].append(votes_of_bot(options.binaries, sink, options.seconds, LABELS))
        for name, words in peers.items():
            found[name].append(votes_of_peer(words, options.seconds, name))

    def of(name: str, key: str) -> list[float]:
        return [run[key] for run in found[name]]

    rate = {name: statistics.median(of(name, "rate")) for name in found}
    aims = {
        "yousaid": ("≥ 20,000/s", rate["yousaid"] >= 20_000, "p99 ≤ 10 ms",
                    statistics.median(of("yousaid", "p99")) <= 10)}
    names = {"yousaid": "vote by webhook", "words": "vote in words", "bare": "the same, bare libmicrohttpd + SQLite",
             "aiogram": "the same, aiogram 3.31 with uvloop"}
    rows = []
    for name in found:
        aim = aims.get(name)
        rows.append((f"{names[name]}, a second", spread(of(name, "rate")), *(aim[:2] if aim else ("", None))))
        rows.append((f"{names[name]}, p50 at {CONNECTIONS} connections", spread(of(name, "p50"), "{:.1f} ms"), "", None))
        rows.append((f"{names[name]}, p99 at {CONNECTIONS} connections", spread(of(name, "p99"), "{:.1f} ms"),
                     *(aim[2:] if aim else ("", None))))
        rows.append((f"{names[name]}, processor time each", spread(of(name, "spent"), "{:.0f} µs"), "", None))
        rows.append((f"{names[name]}, memory at its highest", spread(of(name, "memory"), "{:.0f} MB"), "", None))
    rows.append(("votes beside the bare program", f"{rate['yousaid'] / rate['bare']:.0%}", "≥ 60%",
                 rate["yousaid"] >= 0.6 * rate["bare"]))
    rows.append(("votes beside aiogram", f"{rate['yousaid'] / rate['aiogram']:.1f} times", "≥ 10 times",
                 rate["yousaid"] >= 10 * rate["aiogram"]))
    return rows


# Broadcasts


def broadcast_once(bot: Bot, sink: Sink, members: int, number: int) -> tuple[float, float]:
    """Sends a note to all members. Returns messages a second, and MB at the highest meanwhile."""
    sink.reset()
    pathlib.Path(f"/proc/{bot.process.pid}/clear_refs").write_text("5")
    bot.say(f"TELL Hello for the {number}. time, from the bench.")
    bot.say("YES")
    # Even at 50 a second it would not hang.
    limit = 60 + members / 50
    wait_until(lambda: sink.count()["messages"] >= members, f"{members} messages are sent", limit, pause=0.01)
    wait_until(lambda: bot.waiting() == 0, "all messages are marked as sent", 60, pause=0.005)
    end = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    count = sink.count()
    if count["messages"] != members:
        fail(f"{members} members were told {count['messages']} messages")
    return members / ((end - count["first"]) / 1e9), memory(bot.process.pid, "VmHWM")


def broadcasts(options, sink: Sink) -> list[tuple]:
    rows = []
    highest: dict[int, float] = {}
    for members in options.sizes:
        note(f"broadcast to {members:,} members")
        with Folder() as folder:
            bot = Bot(options.binaries, folder, sink, pace=PACE)
            sink.reset()
            begin = time.monotonic()
            join(bot.port, SECRET, FIRST_MEMBER, members)
            note(f"  joined at {members / (time.monotonic() - begin):,.0f} a second")
            wait_until(lambda: bot.waiting() == 0, "all are greeted", 60 + members / 50, pause=0.2)
            # Anew, so that the memory is that of the broadcast and not of the joining.
            bot.stop()
            bot.start()
            rates, memories = [], []
            for number in range(1 if members > 100_000 else options.runs):
                rate, megabytes = broadcast_once(bot, sink, members, number + 1)
                note(f"  {rate:,.0f} messages/s, {megabytes:.0f} MB")
                rates.append(rate)
                memories.append(megabytes)
            sent = bot.rows(
                "SELECT COUNT(*) FROM core_outgoing WHERE broadcast IS NOT NULL AND state = 2 "
                "AND receipt IS NOT NULL")[0][0]
            if sent != members * len(rates):
                fail(f"{sent} messages are marked as sent, and {members * len(rates)} were")
            bot.stop()
        highest[members] = statistics.median(memories)
        name = f"broadcast to {members:,}, each send recorded"
        rows.append((f"{name}, messages a second", spread(rates), "≥ 10,000/s", statistics.median(rates) >= 10_000))
        rows.append((f"{name}, memory at its highest", spread(memories, "{:.0f} MB"), "", None))
    least, most = highest[min(highest)], highest[max(highest)]
    # A quarter more is what caches of SQLite and of the allocator come to.
    rows.append((f"memory, {max(highest):,} members beside {min(highest):,}", f"{most / least:.2f} times",
                 "flat (≤ 1.25)", most <= 1.25 * least))
    return rows


# One large poll


def polls(options, sink: Sink) -> list[tuple]:
    members = options.voters
    note(f"a poll with {members:,} voters")
    with Folder() as folder:
        bot = Bot(options.binaries, folder, sink, pace=PACE)
        join(bot.port, SECRET, FIRST_MEMBER, members)
        bot.say("POLL Where shall we meet? | Library | Park")
        bot.say("YES")
        asked = "SELECT COUNT(*), MAX(question) FROM core_asked a JOIN core_question q ON q.id = a.question " \
            "WHERE q.plugin = 'polls' AND q.id = (SELECT asked_as FROM polls_poll)"
        wait_until(lambda: bot.rows(asked)[0][0] == members, "all members are asked", 60 + members / 50, pause=0.5)
        button = "a" + base36(bot.rows(asked)[0][1])
        voted = "SELECT COUNT(DISTINCT voter) FROM polls_vote"
        # Each run begins with the first member again, so the last one has to reach all of them.
        for seconds in (5, 15, 45, 135):
            press(bot.port, button, seconds, members)
            if bot.rows(voted)[0][0] == members:
                break
        else:
            fail(f"{bot.rows(voted)[0][0]} of {members} have voted")
        wait_until(lambda: bot.waiting() == 0, "all answers went out", 60 + members / 20, pause=0.5)
        # Anew, so that the memory is that of the closing.
        bot.stop()
        bot.start()
        begin = time.monotonic()
        bot.say("RESULTS")
        asking = time.monotonic() - begin
        bot.say("CLOSE")
        begin = time.monotonic()
        bot.say("YES")
        wait_until(lambda: bot.rows("SELECT counted FROM polls_poll")[0][0] == 1, "the poll is counted", 120)
        counting = time.monotonic() - begin
        begin = time.monotonic()
        bot.say("RESULTS")
        results = time.monotonic() - begin
        forgotten = "SELECT COUNT(*) FROM core_question WHERE forget IS NOT NULL"
        wait_until(lambda: bot.rows(forgotten)[0][0] == 0 and bot.waiting() == 0, "who answered is forgotten",
                   60 + members / 20, pause=0.5)
        highest = memory(bot.process.pid, "VmHWM")
        votes = bot.rows("SELECT SUM(votes) FROM polls_choice")[0][0]
        left = bot.rows("SELECT COUNT(*) FROM polls_vote")[0][0]
        if votes != members or left:
            fail(f"{votes} of {members} votes were counted, {left} are left")
        bot.stop()
    name = f"a poll with {members:,} voters"
    return [
        (f"{name}: how many have answered", f"{asking:.2f} s", "≤ 1 s", asking <= 1),
        (f"{name}: closed and counted", f"{counting:.2f} s", "≤ 10 s", counting <= 10),
        (f"{name}: the result read again", f"{results:.2f} s", "≤ 1 s", results <= 1),
        (f"{name}: memory at its highest, until all have the result", f"{highest:.0f} MB", "≤ 96 MB", highest <= 96),
    ]


# Starting


def starts(options, sink: Sink) -> list[tuple]:
    note("cold start")
    times, memories = [], []
    with Folder() as folder:
        # The first start makes the tables; it is not counted.
        bot = Bot(options.binaries, folder, sink)
        bot.stop()
        for _ in range(options.starts):
            bot.start()
            times.append(bot.start_time * 1000)
            time.sleep(1)
            memories.append(memory(bot.process.pid))
            bot.stop()
    note(f"  {spread(times)} ms, {spread(memories)} MB")
    return [
        ("cold start to ready", spread(times, "{:.0f} ms"), "≤ 200 ms", statistics.median(times) <= 200),
        ("memory at rest", spread(memories, "{:.1f} MB"), "≤ 48 MB", statistics.median(memories) <= 48),
    ]


# The table


def flush_time() -> float:
    """How long the disk takes to write 4 KB for good, in milliseconds: the floor under every commit."""
    with Folder() as folder, open(folder / "flush", "wb", buffering=0) as file:
        times = []
        for _ in range(100):
            begin = time.monotonic()
            file.write(bytes(4096))
            os.fdatasync(file.fileno())
            times.append(time.monotonic() - begin)
    return statistics.median(times) * 1000


def print_table(rows: list[tuple], options, load: float) -> None:
    model = next((line.partition(":")[2].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
                 os.uname().machine)
    cores = len(os.sched_getaffinity(0))
    print(f"{cores} cores ({model}), Linux {os.uname().release.partition('-')[0]}, a flush to disk "
          f"{flush_time():.2f} ms, load before {load:.1f}. Medians of {options.runs} runs "
          f"(lowest–highest), {options.starts} starts; votes for {options.seconds} s each"
          f"{'; QUICK' if options.quick else ''}.\n")
    print("| measure | found | aim | |\n|---|---|---|---|")
    for measure_name, value, aim, is_reached in rows:
        print(f"| {measure_name} | {value} | {aim} | {'' if is_reached is None else 'yes' if is_reached else 'NO'} |")


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench")
    parser.add_argument("--binaries", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--only", choices=["votes", "broadcast", "polls", "start"])
    options = parser.parse_args()
    options.runs = 3 if options.quick else 5
    options.seconds = 3 if options.quick else 10
    options.starts = 10
    options.voters = 10_000 if options.quick else 100_000
    options.sizes = [1_000, 10_000] if options.quick else [1_000, 10_000, 100_000]
    if options.long:
        options.sizes.append(1_000_000)
    # Ended from outside, it still ends what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    load = os.getloadavg()[0]
    if load > 0.5:
        note(f"Something else is running (load {load:.1f}): the figures will be noisy.")
    sink = Sink()
    parts = {"start": starts, "votes": votes, "broadcast": broadcasts, "polls": polls}
    rows = []
    for name, part in parts.items():
        if options.only in (None, name):
            rows += part(options, sink)
    print_table(rows, options, load)


main()
