import sqlalchemy as sa
from django.db.models.expressions import RawSQL
from sqlalchemy import select, text
from sqlalchemy.sql import text as sql_text


def by_name(name):
    # ruleid: django-raw-sql-built
    return Person.objects.raw(f"SELECT * FROM person WHERE name = '{name}'")


def by_town(town):
    sql = "SELECT * FROM person WHERE town = '%s'" % town
    # ruleid: django-raw-sql-built
    return Person.objects.filter(active=True).raw(sql)


def rated(order):
    # ruleid: django-raw-sql-built
    return Person.objects.annotate(rank=RawSQL("rank() OVER (ORDER BY {})".format(order), []))


def extra(state):
    # ruleid: django-raw-sql-built
    return Person.objects.extra(where=["state = '" + state + "'"])


def extra_select(state):
    # ruleid: django-raw-sql-built
    return Person.objects.extra(select={"same": f"state = '{state}'"})


def safe(name, ids):
    # ok: django-raw-sql-built
    Person.objects.raw("SELECT * FROM person WHERE name = %s", [name])
    # ok: django-raw-sql-built
    Person.objects.raw(f"SELECT * FROM {Person._meta.db_table} WHERE name = %s", [name])
    # ok: django-raw-sql-built
    Person.objects.extra(where=["state = %s"], params=[name])
    # ok: django-raw-sql-built
    Person.objects.annotate(rank=RawSQL("rank() OVER (ORDER BY %s)", [name]))
    # ok: django-raw-sql-built
    Person.objects.raw(f"SELECT * FROM {PERSON_TABLE} LIMIT 3")
    # Another thing of that name.
    # ok: django-raw-sql-built
    console.raw(f"hello {name}")


def find(session, name):
    # ruleid: sqlalchemy-text-built
    return session.execute(text(f"SELECT * FROM users WHERE name = '{name}'"))


def find_again(session, name):
    query = "SELECT * FROM users WHERE name = '" + name + "'"
    # ruleid: sqlalchemy-text-built
    return session.execute(sql_text(query))


def find_old(name, order):
    # ruleid: sqlalchemy-text-built
    rows = db.session.execute("SELECT * FROM users WHERE name = '%s'" % name)
    # ruleid: sqlalchemy-text-built
    return rows, select(User).order_by(sa.text("{} DESC".format(order)))


def safe_find(session, name):
    # ok: sqlalchemy-text-built
    session.execute(text("SELECT * FROM users WHERE name = :name"), {"name": name})
    # ok: sqlalchemy-text-built
    session.execute(text("SELECT * FROM users " "WHERE name = :name"), {"name": name})
    # ok: sqlalchemy-text-built
    session.execute(text(f"SELECT count(*) FROM {User.__tablename__}"))
    # ok: sqlalchemy-text-built
    session.execute(text(f"SELECT * FROM users LIMIT {PAGE_SIZE}"))
    # ok: sqlalchemy-text-built
    session.execute(select(User).where(User.name == name))
    # ok: sqlalchemy-text-built
    return paint.text(f"Hello {name}")
