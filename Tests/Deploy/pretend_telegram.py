"""A pretend Bot API for the booted test: it takes what the bot says, and can be told to fail.

    pretend_telegram.py PORT FILE

Each message that it takes is a line of JSON in FILE. While FILE.refuse is there it answers as Telegram does to a bot
that somebody has blocked.
"""

import http.server
import json
import os
import sys

file = sys.argv[2]
state = {"message": 0, "url": ""}


class Telegram(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        method = self.path.rsplit("/", 1)[1]
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        if method == "sendMessage" and os.path.exists(file + ".refuse"):
            return self.answer(403, {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"})
        self.answer(200, {"ok": True, "result": self.result(method, body)})

    do_GET = do_POST

    def result(self, method, body):
        if method == "getMe":
            return {"id": 1, "is_bot": True, "first_name": "Bot", "username": "pretend_bot"}
        if method == "setWebhook":
            state["url"] = body["url"]
        if method == "getWebhookInfo":
            return {"url": state["url"], "has_custom_certificate": False, "pending_update_count": 0}
        if method != "sendMessage":
            return True
        state["message"] += 1
        with open(file, "a") as lines:
            print(json.dumps(body), file=lines)
        return {"message_id": state["message"], "date": 1, "chat": {"id": int(body["chat_id"]), "type": "private"}}

    def answer(self, status, value):
        text = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Telegram).serve_forever()
