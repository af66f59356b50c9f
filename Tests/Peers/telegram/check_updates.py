"""Checks updates against two libraries that know the Bot API: one JSON file per argument, one update in each.

What one of them cannot read is named, and the program ends with 1. Nothing is sent anywhere.
"""
import json
import sys

from aiogram.types import Update as AiogramUpdate
from telegram import Update


def faults(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        read = Update.de_json(json.loads(text), None)
        kinds = [k for k in Update.ALL_TYPES if getattr(read, k) is not None]
        if len(kinds) != 1:
            yield f"python-telegram-bot sees {kinds or 'nothing'} in it"
    except Exception as error:
        yield f"python-telegram-bot: {error}"
    try:
        AiogramUpdate.model_validate_json(text)
    except Exception as error:
        yield f"aiogram: {error}"


def main():
    bad = 0
    for path in sys.argv[1:]:
        for fault in faults(path):
            bad += 1
            print(f"{path}: {fault}")
    print(f"{len(sys.argv) - 1} updates, {bad} faults")
    return 1 if bad or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
