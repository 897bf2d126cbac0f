import aiohttp_jinja2
import jinja2
import markdown
import nh3
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from flask import Flask, url_for
from jinja2 import Environment, FileSystemLoader, Template, select_autoescape
from markupsafe import Markup
from starlette.templating import Jinja2Templates

app = Flask(__name__)
# ruleid: autoescape-off
app.jinja_env.autoescape = False
# ok: autoescape-off
app.jinja_env.autoescape = True
# ruleid: autoescape-off
pages = Environment(loader=FileSystemLoader("templates"), autoescape=False)
# ok: autoescape-off
pages = Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape())
# ruleid: autoescape-off
aiohttp_jinja2.setup(web_app, loader=FileSystemLoader("templates"), autoescape=False)
# ok: autoescape-off
aiohttp_jinja2.setup(web_app, loader=FileSystemLoader("templates"))
# ruleid: autoescape-off
templates = Jinja2Templates(directory="templates", autoescape=False)
# ok: autoescape-off
templates = Jinja2Templates(directory="templates")

TEMPLATES = [
    # ruleid: autoescape-off
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"autoescape": False}},
    # ok: autoescape-off
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"debug": False}},
]

# ruleid: jinja-without-autoescape
env = Environment(loader=FileSystemLoader("templates"))
page = env.get_template("page.html")
# ruleid: jinja-without-autoescape
env = jinja2.Environment(loader=FileSystemLoader("mails"), trim_blocks=True)
# ruleid: jinja-without-autoescape
hello = Template("<h1>Hello {{ name }}</h1>")
# ok: jinja-without-autoescape
env = Environment(loader=FileSystemLoader("templates"), autoescape=True)
# ok: jinja-without-autoescape
env = Environment(**settings.JINJA)
# ok: jinja-without-autoescape
env = Environment(loader=FileSystemLoader("letters"), block_start_string=r"\BLOCK{")
# ok: jinja-without-autoescape
hello = Template("<h1>Hello {{ name }}</h1>", autoescape=True)
# ok: jinja-without-autoescape
hello = Template("Hello {{ name }}")


def badge(user):
    # ruleid: markup-built-from-text
    return mark_safe(f"<b>{user.name}</b>")


def link(title):
    html = "<a href='/t'>%s</a>" % title
    # ruleid: markup-built-from-text
    return mark_safe(html)


def cell(value):
    # ruleid: markup-built-from-text
    return Markup("<td>" + value + "</td>")


def row(value):
    # The braces are filled before the function sees them.
    # ruleid: markup-built-from-text
    return format_html("<tr><td>{}</td></tr>".format(value))


def safe_badges(user, count):
    # ok: markup-built-from-text
    first = format_html("<b>{}</b>", user.name)
    # ok: markup-built-from-text
    second = mark_safe(f"<b>{escape(user.name)}</b>")
    # ok: markup-built-from-text
    third = Markup("<b>{}</b>").format(user.name)
    # ok: markup-built-from-text
    fourth = mark_safe("<hr>")
    # ok: markup-built-from-text
    fifth = mark_safe(f"<a href='{url_for('home')}'>home</a>")
    # ok: markup-built-from-text
    sixth = mark_safe("<i>%d</i>" % len(user.name))
    return first, second, third, fourth, fifth, sixth


def shown(comment):
    # ruleid: stored-text-marked-safe
    body = mark_safe(comment.body)
    # ruleid: stored-text-marked-safe
    about = Markup(comment.author.bio)
    # ruleid: stored-text-marked-safe
    text = mark_safe(markdown.markdown(comment.text))
    # ok: stored-text-marked-safe
    clean = mark_safe(nh3.clean(comment.body))
    # ok: stored-text-marked-safe
    cleaned = mark_safe(nh3.clean(markdown.markdown(comment.text)))
    # ok: stored-text-marked-safe
    logo = mark_safe(settings.LOGO)
    # ok: stored-text-marked-safe
    return body, about, text, clean, cleaned, logo, escape(comment.body)


class Row:
    def link(self):
        title = escape(self.title)
        # ok: markup-built-from-text
        return Markup(f'<a href="{self.address}">{title}</a>')

    def changed(self):
        # ok: markup-built-from-text
        return Markup(f"<span>{self.changed_on}</span>")

    def word(self):
        word = "fixed"
        # ok: markup-built-from-text
        return mark_safe("<b>%s</b>" % word)
