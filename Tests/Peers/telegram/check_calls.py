"""Checks calls to the Bot API against aiogram's models and python-telegram-bot's limits.

The argument is a file with one call a line: {"method": "sendMessage", "body": {...}}. What is wrong with a call
is named, and the program ends with 1. Nothing is sent anywhere.
"""
import inspect
import json
import sys

import aiogram.methods
from pydantic import BaseModel
from telegram import constants

METHODS = {
    kind.__api_method__: kind
    for _, kind in inspect.getmembers(aiogram.methods, inspect.isclass)
    if issubclass(kind, aiogram.methods.TelegramMethod) and kind is not aiogram.methods.TelegramMethod
}


def units(text):
    return len(text.encode("utf-16-le")) // 2


def unknown_fields(value, place):
    """The models take any field; the Bot API ignores one that it does not know, so it is a mistake of ours."""
    if isinstance(value, BaseModel):
        for name in value.model_extra or {}:
            yield f"{place}.{name} is no field of {type(value).__name__}"
        for name in type(value).model_fields:
            yield from unknown_fields(getattr(value, name), f"{place}.{name}")
    elif isinstance(value, (list, tuple)):
        for index, element in enumerate(value):
            yield from unknown_fields(element, f"{place}[{index}]")


def over_the_limit(body):
    if not 1 <= units(body.get("text", "x")) <= constants.MessageLimit.MAX_TEXT_LENGTH:
        yield "text is empty or too long"
    if units(body.get("caption", "")) > constants.MessageLimit.CAPTION_LENGTH:
        yield "caption is too long"
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    if sum(len(row) for row in rows) > constants.InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER:
        yield "too many buttons"
    if any(not 1 <= len(row) <= constants.InlineKeyboardMarkupLimit.BUTTONS_PER_ROW for row in rows):
        yield "a row has no buttons or too many"
    for button in (button for row in rows for button in row):
        limits = constants.InlineKeyboardButtonLimit
        data = button.get("callback_data", "x").encode()
        if not limits.MIN_CALLBACK_DATA <= len(data) <= limits.MAX_CALLBACK_DATA:
            yield "a button's data is empty or too long"
        if len({"callback_data", "url"} & button.keys()) != 1:
            yield "a button does not do exactly one thing"


def faults(call):
    kind = METHODS.get(call["method"])
    if kind is None:
        return [f"{call['method']} is no method of the Bot API"]
    try:
        found = list(unknown_fields(kind.model_validate(call["body"]), call["method"]))
    except Exception as error:
        found = [str(error)]
    return found + list(over_the_limit(call["body"]))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        calls = [json.loads(line) for line in file if line.strip()]
    bad = 0
    for number, call in enumerate(calls, 1):
        for fault in faults(call):
            bad += 1
            print(f"call {number} ({call['method']}): {fault}")
    print(f"{len(calls)} calls, {bad} faults")
    return 1 if bad or not calls else 0


if __name__ == "__main__":
    sys.exit(main())
