"""Lets people join by webhook: each says JOIN once, over 64 connections, as fast as the bot takes them."""

import json
import select
import socket

CONNECTIONS = 64


def join(port: int, secret: str, first: int, count: int) -> None:
    """Raises where one of them is not answered 200."""

    def request(person: int) -> bytes:
        body = json.dumps({
            "update_id": person,
            "message": {
                "message_id": 1, "date": 1785000000, "text": "JOIN",
                "from": {"id": person, "is_bot": False, "first_name": "Sam", "language_code": "en"},
                "chat": {"id": person, "first_name": "Sam", "type": "private"},
            },
        }).encode()
        return (
            f"POST /webhooks/telegram HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode() + body

    people = iter(range(first, first + count))
    open_sockets: dict[int, socket.socket] = {}
    poll = select.epoll()
    try:
        for _, person in zip(range(CONNECTIONS), people):
            line = socket.create_connection(("127.0.0.1", port), timeout=60)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            open_sockets[line.fileno()] = line
            poll.register(line, select.EPOLLIN)
            line.sendall(request(person))
        waiting = len(open_sockets)
        while waiting:
            ready = poll.poll(60)
            if not ready:
                raise SystemExit("bench: the bot does not answer those who join")
            for descriptor, _ in ready:
                line = open_sockets[descriptor]
                # Answers to JOIN are short and come in one piece.
                answer = line.recv(4096)
                if not answer.startswith(b"HTTP/1.1 200"):
                    raise SystemExit(f"bench: the bot does not let people join: {answer[:40]!r}")
                person = next(people, None)
                if person is None:
                    waiting -= 1
                else:
                    line.sendall(request(person))
    finally:
        poll.close()
        for line in open_sockets.values():
            line.close()
