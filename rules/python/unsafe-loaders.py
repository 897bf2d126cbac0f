import base64
import hmac
import json
import pickle
import shelve

import joblib
import keras
import numpy as np
import pandas as pd
import requests
import torch
import yaml
from datasets import load_dataset
from langchain_community.vectorstores import FAISS
from ruamel.yaml import YAML
from transformers import AutoModel, AutoTokenizer

# YAML.


def settings(text, stream):
    # ruleid: unsafe-yaml-load
    first = yaml.load(text)
    # ruleid: unsafe-yaml-load
    second = yaml.load(stream, Loader=yaml.Loader)
    # ruleid: unsafe-yaml-load
    third = yaml.load_all(stream, yaml.UnsafeLoader)
    # ruleid: unsafe-yaml-load
    fourth = yaml.unsafe_load(text)
    # ruleid: unsafe-yaml-load
    fifth = YAML(typ="unsafe")
    return first, second, third, fourth, fifth


def safe_settings(text, stream, loader):
    # ok: unsafe-yaml-load
    first = yaml.safe_load(text)
    # ok: unsafe-yaml-load
    second = yaml.load(stream, Loader=yaml.CSafeLoader)
    # ok: unsafe-yaml-load
    third = yaml.load(stream, Loader=loader)
    # ok: unsafe-yaml-load
    fourth = YAML(typ="safe").load(text)
    # ok: unsafe-yaml-load
    fifth = json.load(stream)
    return first, second, third, fourth, fifth


class Loader(yaml.SafeLoader):
    pass


def own_loader(stream):
    # ok: unsafe-yaml-load
    return yaml.load(stream, Loader=Loader)


# Pickles from elsewhere.


def received(socket, request, redis, url, cookies):
    # ruleid: unsafe-pickle
    first = pickle.loads(socket.recv(4096))
    # ruleid: unsafe-pickle
    second = pickle.loads(base64.b64decode(cookies["state"]))
    # ruleid: unsafe-pickle
    third = pickle.loads(redis.get("session"))
    data = socket.recv(1024)
    # ruleid: unsafe-pickle
    fourth = pickle.loads(data)
    # ruleid: unsafe-pickle
    fifth = pickle.loads(requests.get(url, timeout=5).content)
    return first, second, third, fourth, fifth


def signed(redis, key, mac):
    stored = redis.get("session")
    if not hmac.compare_digest(hmac.digest(key, stored, "sha256"), mac):
        raise ValueError("not ours")
    # ok: unsafe-pickle
    return pickle.loads(stored)


def not_pickles(redis, socket, model):
    # ok: unsafe-pickle
    first = json.loads(redis.get("session"))
    # ok: unsafe-pickle
    second = pickle.dumps(socket.recv(1024))
    # ok: unsafe-pickle
    third = pickle.loads(pickle.dumps(model))
    return first, second, third


# Pickles in files.


def files(path):
    with open(path, "rb") as file:
        # ruleid: pickle-load
        first = pickle.load(file)
    # ruleid: pickle-load
    second = joblib.load(path)
    # ruleid: pickle-load
    third = np.load(path, allow_pickle=True)
    # ruleid: pickle-load
    fourth = shelve.open(path)
    # ruleid: pickle-load
    fifth = pd.read_pickle(path)
    return first, second, third, fourth, fifth


def own_files(path, table):
    with open("/srv/app/model.bin", "rb") as file:
        # ok: pickle-load
        first = pickle.load(file)
    # ok: pickle-load
    second = joblib.load("model.joblib")
    # ok: pickle-load
    third = np.load(path)
    # ok: pickle-load
    fourth = pickle.loads(pickle.dumps(table))
    # ok: pickle-load
    fifth = pd.read_parquet(path)
    return first, second, third, fourth, fifth


# Models.


def models(path, name):
    # ruleid: unsafe-model-load
    first = torch.load(path, map_location="cpu", weights_only=False)
    # ruleid: unsafe-model-load
    second = AutoModel.from_pretrained(name, trust_remote_code=True)
    # ruleid: unsafe-model-load
    third = keras.models.load_model(path, safe_mode=False)
    # ruleid: unsafe-model-load
    fourth = load_dataset(name, trust_remote_code=True)
    # ruleid: unsafe-model-load
    fifth = FAISS.load_local(path, None, allow_dangerous_deserialization=True)
    return first, second, third, fourth, fifth


def safe_models(path, name):
    # ok: unsafe-model-load
    first = torch.load(path, weights_only=True)
    # ok: unsafe-model-load
    second = AutoModel.from_pretrained(name)
    # ok: unsafe-model-load
    third = keras.models.load_model(path)
    # ok: unsafe-model-load
    fourth = AutoTokenizer.from_pretrained(name, trust_remote_code=False)
    # ok: unsafe-model-load
    fifth = AutoModel.from_pretrained(name, trust_remote_code=True, revision="0123456789abcdef0123456789abcdef01234567")
    return first, second, third, fourth, fifth
