"""A Debian 12 that is booted with systemd-nspawn, without a network, and what is done on it as root."""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import debian

API = 18443


class Machine:
    def __init__(self, packages):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="yousaid-booted."))
        self.root = self.work / "root"
        debian.tree(packages, self.root)
        self.said = self.work / "said"
        self.update = 0
        self.nspawn = self.telegram = None

    def boot(self):
        log = open(self.work / "console", "w")
        self.nspawn = subprocess.Popen(
            ["systemd-nspawn", f"--directory={self.root}", "--boot", "--private-network", "--register=no", "--keep-unit",
             "--console=pipe", f"--machine=yousaid-{os.getpid()}"], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        children = pathlib.Path(f"/proc/{self.nspawn.pid}/task/{self.nspawn.pid}/children")
        try:
            until("systemd", lambda: self.nspawn.poll() is None and children.read_text().split())
            self.leader = children.read_text().split()[0]
            until("systemd to be up", lambda: self.run("systemctl is-system-running", check=False).strip()
                  in ("running", "degraded"))
        except (Late, FileNotFoundError):
            print(f"Skipped: no machine can be booted here: {(self.work / 'console').read_text()[-500:]}")
            self.end()
            sys.exit()

    def end(self):
        for process in filter(None, [self.telegram, self.nspawn]):
            if process.poll() is None:
                # Twice: the first asks systemd to halt.
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        shutil.rmtree(self.work, ignore_errors=True)

    def run(self, script, check=True, stdin=""):
        """Runs lines of a root shell on it, and returns what they print."""
        done = subprocess.run(
            ["nsenter", "--target", self.leader, "--all", "--", "/usr/bin/env", "-i", "HOME=/root", "LANG=C.UTF-8",
             "PATH=/opt/stand-ins:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
             "/bin/bash", "-e", "-o", "pipefail", "-c", script],
            input=stdin, capture_output=True, text=True, timeout=180)
        if check and done.returncode != 0:
            raise AssertionError(f"failed with {done.returncode}: {script}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def host(self, *command, **options):
        """Runs a program of this machine's in the network of that one."""
        return ["nsenter", "--target", self.leader, "--net", "--", *command]

    # Telegram

    def start_telegram(self):
        here = pathlib.Path(__file__).parent / "pretend_telegram.py"
        self.telegram = subprocess.Popen(self.host(sys.executable, str(here), str(API), str(self.said)))
        until("the pretend Telegram", lambda: self.fetch(f"http://127.0.0.1:{API}/bot/getMe"))

    def stop_telegram(self):
        self.telegram.terminate()
        self.telegram.wait()
        self.telegram = None

    def write(self, person, text, secret=None):
        """Somebody writes in Telegram, and it is delivered as Telegram does."""
        self.update += 1
        body = {"update_id": self.update, "message": {
            "message_id": self.update, "date": 1, "text": text, "chat": {"id": person, "type": "private"},
            "from": {"id": person, "is_bot": False, "first_name": "Made-up"}}}
        secret = secret or (self.root / "etc/yousaid/secrets/telegram-secret").read_text().strip()
        return subprocess.run(
            self.host("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-H", "Content-Type: application/json",
                      "-H", f"X-Telegram-Bot-Api-Secret-Token: {secret}", "-d", json.dumps(body),
                      "http://127.0.0.1:8080/webhooks/telegram"), capture_output=True, text=True).stdout

    def heard(self, person):
        """Everything that somebody was sent."""
        if not self.said.exists():
            return ""
        messages = [json.loads(line) for line in self.said.read_text().splitlines()]
        return "\n".join(message["text"] for message in messages if int(message["chat_id"]) == person)

    def says(self, person, text, hears):
        """Somebody writes, and is answered."""
        before = len(self.heard(person))
        assert self.write(person, text) == "200", text
        until(f"{hears!r} after {text!r}", lambda: hears in self.heard(person)[before:])

    # Looking

    def fetch(self, url):
        done = subprocess.run(self.host("curl", "-s", "-f", url), capture_output=True, text=True)
        return done.stdout if done.returncode == 0 else None

    def figure(self, name):
        """A figure of /metrics; nil where it is missing."""
        found = re.search(rf"^{re.escape(name)} (\S+)$", self.fetch("http://127.0.0.1:8080/metrics") or "", re.M)
        return float(found[1]) if found else None

    def property(self, unit, name):
        return self.run(f"systemctl show --value --property={name} {unit}").strip()

    def is_active(self, unit):
        return self.run(f"systemctl is-active {unit}", check=False).strip() == "active"


class Late(Exception):
    pass


def until(what, condition, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    raise Late(f"waited for {what}")
