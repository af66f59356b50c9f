"""The programs that script/bench measures, and the ones that it measures with, each started and ended by its
process number."""

import atexit
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import threading
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TOOLS = ROOT / ".cache/bench"
SECRET = "bench-secret-bench-secret-bench-"
TOKEN = "123456:bench-bench-bench-bench-bench-bench"

running: list[subprocess.Popen] = []


def start(words: list, **more) -> subprocess.Popen:
    process = subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL, **more)
    running.append(process)
    return process


def end(process: subprocess.Popen) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process in running:
        running.remove(process)


@atexit.register
def end_all() -> None:
    for process in list(running):
        end(process)


def get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return answer.read().decode()


def wait_until(condition, what: str, seconds: float, pause: float = 0.02) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > limit:
            raise SystemExit(f"bench: after {seconds:.0f} seconds still not: {what}")
        time.sleep(pause)


def memory(pid: int, line: str = "VmRSS") -> float:
    """What a process has in memory, in MB: now, or at its highest (VmHWM)."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"{line}:\s+(\d+)", status)[1]) / 1024


def processor_time(pid: int) -> float:
    """What a process has had of the processors since its start, in microseconds. It says more than the clock does
    where something else is running."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") * 1e6


class Sink:
    """The pretend Bot API."""

    def __init__(self) -> None:
        self.process = start([TOOLS / "sink"], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def reset(self) -> None:
        get(self.port, "/reset")

    def count(self) -> dict:
        return json.loads(get(self.port, "/count"))


class Peer:
    """A program that takes votes, prints its port, and counts at /count: the bare one, or aiogram."""

    def __init__(self, words: list, folder: pathlib.Path) -> None:
        self.database = folder / "peer.db"
        self.process = start([*words, self.database, SECRET], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"bench: {words[-1]} does not start")
        self.port = int(line)

    def count(self) -> int:
        return json.loads(get(self.port, "/count"))["events"]

    def rows(self, sql: str) -> list:
        return read(self.database, sql)

    def stop(self) -> None:
        end(self.process)


class Bot:
    """The bot as its users have it: `yousaid serve` with a configuration file."""

    def __init__(self, binaries: str, folder: pathlib.Path, sink: Sink, pace: int | None = None) -> None:
        self.program = f"{binaries}/yousaid"
        self.database = folder / "data/yousaid.db"
        self.file = folder / "forum.json5"
        self.environment = {"PATH": "/usr/bin:/bin", "BENCH_TOKEN": TOKEN, "BENCH_SECRET": SECRET}
        speed = f", messagesPerSecond: {pace}" if pace else ""
        self.file.write_text(
            f"""{{
              forum: {{ name: "Bench" }}, listen: "127.0.0.1:0", publicURL: "https://bench.invalid",
              data: "data", plugins: ["Welcome", "Polls"], Welcome: {{ askAge: false, consents: "" }},
              pluginsFolder: "{binaries}", promptsFolder: "{ROOT}/prompts",
              channels: {{ telegram: {{
                token: {{env: "BENCH_TOKEN"}}, secret: {{env: "BENCH_SECRET"}},
                apiURL: "http://127.0.0.1:{sink.port}"{speed} }} }},
            }}"""
        )
        self.start()

    def start(self) -> None:
        """Starts it, and waits until it is ready. How long that took is in `start_time`."""
        begin = time.monotonic()
        self.process = start(
            [self.program, "serve", "--config", self.file], env=self.environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True)
        lines = []
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("bench: the bot does not start:\n" + "".join(lines))
            lines.append(line)
            found = re.search(r"webhooks arrive at port (\d+)", line)
            if found:
                break
        self.port = int(found[1])
        # It must never wait for somebody to read its log. What it says after this is kept for a failure.
        self.log: list[str] = lines
        threading.Thread(target=self.log.extend, args=(self.process.stdout,), daemon=True).start()
        wait_until(self.is_ready, "the bot is ready", 30, pause=0.001)
        self.start_time = time.monotonic() - begin

    def is_ready(self) -> bool:
        try:
            return get(self.port, "/readyz") == "ready\n"
        except OSError:
            return False

    def stop(self) -> None:
        end(self.process)

    def say(self, text: str) -> str:
        return subprocess.run(
            [self.program, "say", "--config", self.file, text], env=self.environment, timeout=120, check=True,
            capture_output=True, text=True).stdout

    def metric(self, name: str) -> int:
        found = re.search(rf"^{name} (\S+)$", get(self.port, "/metrics"), re.M)
        return int(float(found[1])) if found else 0

    def count(self) -> int:
        return self.metric("yousaid_events_accepted_total")

    def rows(self, sql: str) -> list:
        return read(self.database, sql)

    def waiting(self) -> int:
        """How many messages are not sent and marked yet."""
        return self.rows(
            """
            SELECT (SELECT COUNT(*) FROM core_outgoing WHERE state = 0 AND channel = 'telegram')
                + (SELECT COUNT(*) FROM core_outgoing WHERE state = 1 AND state NOT IN (0, 2))
            """)[0][0]


def read(path: pathlib.Path, sql: str) -> list:
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()
