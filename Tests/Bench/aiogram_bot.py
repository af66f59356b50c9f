"""The same vote by aiogram 3: script/bench holds the bot against it.

Written as its guide has it: aiohttp with uvloop, SimpleRequestHandler with the secret, one callback handler. It
answers when the handler is done, and the handler commits three rows (the event, the vote, the reply) with SQLite's
WAL and synchronous=FULL: the same promise as the bot's. It does not answer the press in the webhook's reply, which
spares it some work.

    aiogram_bot.py <database> <secret>: takes a free port and prints it.
"""

import socket
import sqlite3
import sys
import time

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, Update
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web


def main() -> None:
    path, secret = sys.argv[1:3]
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(
        """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA secure_delete = ON;
        CREATE TABLE event (id INTEGER PRIMARY KEY, received INTEGER NOT NULL);
        CREATE TABLE vote (poll INTEGER, person INTEGER, choice INTEGER, PRIMARY KEY (poll, person));
        CREATE TABLE reply (id INTEGER PRIMARY KEY, person INTEGER, text TEXT, due INTEGER);
        """
    )
    dispatcher = Dispatcher()
    stored = 0

    @dispatcher.callback_query()
    async def press(query: CallbackQuery, event_update: Update) -> None:
        nonlocal stored
        choice = int(query.data.partition(".")[2])
        now = int(time.time() * 1000)
        database.execute("BEGIN IMMEDIATE")
        new = database.execute(
            "INSERT INTO event (id, received) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
            (event_update.update_id, now),
        ).rowcount
        if new:
            database.execute(
                "INSERT INTO vote (poll, person, choice) VALUES (1, ?, ?) "
                "ON CONFLICT (poll, person) DO UPDATE SET choice = excluded.choice",
                (query.from_user.id, choice),
            )
            database.execute(
                "INSERT INTO reply (person, text, due) VALUES (?, ?, ?)",
                (query.from_user.id, f"Thank you. Your answer: {choice}", now),
            )
        database.execute("COMMIT")
        stored += new

    async def count(_: web.Request) -> web.Response:
        return web.json_response({"events": stored})

    bot = Bot("123456:bench-bench-bench-bench")
    application = web.Application()
    application.router.add_get("/count", count)
    SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=secret).register(
        application, "/webhooks/telegram"
    )
    setup_application(application, dispatcher, bot=bot)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(512)
    print(listening.getsockname()[1], flush=True)
    web.run_app(application, sock=listening, loop=uvloop.new_event_loop(), access_log=None, print=None)


main()
