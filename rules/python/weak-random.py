import random
import secrets
import string
import time
import uuid
from random import choice, randint

import numpy as np
from django.utils.crypto import get_random_string

LETTERS = string.ascii_letters + string.digits
system = random.SystemRandom()


def register(user, session):
    # ruleid: weak-random
    token = "".join(random.choice(LETTERS) for _ in range(32))
    # ruleid: weak-random
    user.reset_token = "%032x" % random.getrandbits(128)
    # ruleid: weak-random
    otp = randint(100000, 999999)
    # ruleid: weak-random
    session["csrf_token"] = str(random.random())
    # ruleid: weak-random
    user.save(password="".join(choice(LETTERS) for _ in range(10)))
    # ruleid: weak-random
    data = {"verification_code": random.randint(1000, 9999)}
    # ruleid: weak-random
    api_key = str(uuid.uuid1())
    # ruleid: weak-random
    salt = np.random.bytes(16)
    return token, otp, data, api_key, salt


def generate_session_id():
    alphabet = LETTERS
    # ruleid: weak-random
    return "".join(random.choices(alphabet, k=24))


def make_otp():
    # ruleid: weak-random
    return random.randint(0, 999999)


def register_well(user, session):
    # ok: weak-random
    token = secrets.token_urlsafe(32)
    # ok: weak-random
    user.reset_token = "".join(secrets.choice(LETTERS) for _ in range(32))
    # ok: weak-random
    otp = random.SystemRandom().randint(100000, 999999)
    # ok: weak-random
    session["csrf_token"] = get_random_string(32)
    # ok: weak-random
    password = "".join(system.choice(LETTERS) for _ in range(12))
    # ok: weak-random
    api_key = str(uuid.uuid4())
    return token, otp, password, api_key


def letter_by_letter():
    password = ""
    otp = []
    for _ in range(8):
        # ruleid: weak-random
        password += random.choice(LETTERS)
        # ruleid: weak-random
        otp.append(str(random.randint(0, 9)))
    return password, otp


def next_word(words):
    # ok: weak-random
    token = random.choice(words)
    # ok: weak-random
    index = random.randint(0, len(words))
    return token, index


class Tokenizer:
    def augment(self, tokens):
        # ok: weak-random
        token = tokens[random.randint(0, len(tokens) - 1)]
        return token


def delay(attempt):
    # ok: weak-random
    wait = random.uniform(0, 2**attempt)
    # ok: weak-random
    colour = "#%06x" % random.randint(0, 0xFFFFFF)
    return wait, colour


def roll_dice():
    # ok: weak-random
    return random.randint(1, 6)


def new_secret(user):
    # ruleid: seeded-secret-random
    random.seed(user.id)
    # ruleid: weak-random
    return random.getrandbits(256)


def reset_token():
    # ruleid: seeded-secret-random
    random.seed(time.time())
    return letters(32)


def make_password(length):
    # ruleid: seeded-secret-random
    random.seed(int(time.time()))
    return letters(length)


def shuffle(cards):
    # ok: seeded-secret-random
    random.seed(42)
    random.shuffle(cards)


def train_tokenizer(texts):
    # ok: seeded-secret-random
    random.seed(7)
    return random.sample(texts, 10)


def split_dataset(rows, seed):
    # ok: seeded-secret-random
    random.seed(seed)
    return random.sample(rows, len(rows))


def any_text(length):
    # ruleid: random-text
    first = "".join(random.choice(string.ascii_letters) for _ in range(length))
    # ruleid: random-text
    second = "".join(random.choices(string.ascii_lowercase + string.digits, k=length))
    # ruleid: random-text
    third = "".join([random.choice("0123456789abcdef") for _ in range(8)])
    # ok: random-text
    fourth = "".join(secrets.choice(string.ascii_letters) for _ in range(length))
    # ok: random-text
    fifth = "".join(random.choice(WORDS) for _ in range(length))
    # ok: random-text
    sixth = random.choice(string.ascii_letters)
    return first, second, third, fourth, fifth, sixth


def dummy_name():
    # ok: random-text
    return "".join(random.choices(string.ascii_letters, k=8))
