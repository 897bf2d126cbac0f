"""What the test files of the rules that follow data share: functions of another file."""
import traceback

from flask import request


# Hands out what a client sent.


def wanted(name):
    return request.values.get(name)


def sent():
    return request.get_json()


def uploaded(name):
    return request.files[name].filename


def address():
    return request.host_url


def trace():
    return traceback.format_exc()


# Hands on what it gets.


def trimmed(text):
    return text.strip()


def joined(first, second):
    return first + second


class Holder:
    def __init__(self, value):
        self.value = value

    def held(self):
        return self.value


# Cleans what it gets.


def whole(text):
    return int(text)


def one_of(text, allowed):
    if text not in allowed:
        raise ValueError("not one of those")
    return text


def first_or_second(text):
    if text == "first":
        return "first"
    return "second"
