import json

from django import forms
from fastapi import FastAPI
from flask import Flask, request
from rest_framework import serializers

from neighbour import Holder, sent

app = Flask(__name__)
api = FastAPI()
FIELDS = ("name", "email")


@app.route("/users", methods=["POST"])
def add_user():
    # ruleid: mass-assignment
    user = User(**request.get_json())
    db.session.add(user)
    db.session.commit()
    return {}


def change(request, pk):
    # ruleid: mass-assignment
    Person.objects.filter(pk=pk).update(**request.POST.dict())


def store(data):
    # ruleid: mass-assignment
    return Person.objects.create(**data)


def add_person(request):
    return store(json.loads(request.body))


@app.route("/users/<int:pk>", methods=["PATCH"])
def patch_user(pk):
    user = User.query.get(pk)
    for name, value in request.json.items():
        # ruleid: mass-assignment
        setattr(user, name, value)
    db.session.commit()
    return {}


@api.post("/items")
def add_item(item: dict):
    # ruleid: mass-assignment
    collection.insert_one(item)


@app.route("/safe/users", methods=["POST"])
def safe_add_user():
    data = request.get_json()
    # ok: mass-assignment
    user = User(name=data["name"], email=data["email"])
    db.session.add(user)
    # ok: mass-assignment
    other = User(**{"name": data["name"]})
    db.session.add(other)
    # ok: mass-assignment
    third = User(**UserSchema().load(data))
    db.session.add(third)
    # ok: mass-assignment
    fourth = User(**{k: data[k] for k in FIELDS})
    db.session.add(fourth)
    return {}


@app.route("/safe/users/<int:pk>", methods=["PATCH"])
def safe_patch_user(pk):
    user = User.query.get(pk)
    for name, value in request.json.items():
        if name in FIELDS:
            # ok: mass-assignment
            setattr(user, name, value)
    for name in FIELDS:
        # ok: mass-assignment
        setattr(user, name, request.json[name])
    return {}


@api.post("/safe/items")
def safe_add_item(item: ItemCreate):
    # ok: mass-assignment
    session.add(Item(**item.model_dump()))


class PersonForm(forms.ModelForm):
    class Meta:
        model = Person
        # ruleid: django-all-fields
        fields = "__all__"


class PersonSerializer(serializers.ModelSerializer):
    class Meta:
        model = Person
        # ruleid: django-all-fields
        fields = "__all__"


class OrderForm(forms.ModelForm):
    class Meta:
        model = Order
        # ruleid: django-all-fields
        exclude = []


class NameForm(forms.ModelForm):
    class Meta:
        model = Person
        # ok: django-all-fields
        fields = ["name", "email"]


class GuardedSerializer(serializers.ModelSerializer):
    class Meta:
        model = Person
        # ok: django-all-fields
        fields = "__all__"
        read_only_fields = ["owner", "is_staff"]


class PersonReadSerializer(serializers.ModelSerializer):
    class Meta:
        model = Person
        # ok: django-all-fields
        fields = "__all__"


class PersonTable(Table):
    class Meta:
        model = Person
        # ok: django-all-fields
        fields = "__all__"


# Through another file.


@app.route("/across/users", methods=["POST"])
def across_users():
    # ruleid: mass-assignment
    user = User(**Holder(sent()).held())
    db.session.add(user)
    db.session.commit()
    return {}


@app.route("/across/names", methods=["POST"])
def across_names():
    data = sent()
    # ok: mass-assignment
    user = User(name=data["name"])
    db.session.add(user)
    return {}
