from django.shortcuts import get_object_or_404
from flask import Flask, abort
from flask_jwt_extended import jwt_required
from flask_login import current_user, login_required

app = Flask(__name__)


@login_required
def invoice(request, pk):
    # ruleid: record-without-owner-check
    return render(request, "invoice.html", {"invoice": get_object_or_404(Invoice, pk=pk)})


@app.route("/orders/<int:order_id>")
@login_required
def order(order_id):
    # ruleid: record-without-owner-check
    return Order.query.get_or_404(order_id).to_dict()


@app.route("/messages/<int:id>", methods=["DELETE"])
@jwt_required()
def delete_message(id):
    # ruleid: record-without-owner-check
    message = db.session.get(Message, id)
    db.session.delete(message)
    db.session.commit()
    return "", 204


@login_required
def own_invoice(request, pk):
    # ok: record-without-owner-check
    return get_object_or_404(Invoice, pk=pk, owner=request.user)


@app.route("/own/orders/<int:order_id>")
@login_required
def own_order(order_id):
    # ok: record-without-owner-check
    found = Order.query.get_or_404(order_id)
    if found.user_id != current_user.id:
        abort(403)
    return found.to_dict()


@login_required
@permission_required("shop.view_order")
def staff_order(request, pk):
    # ok: record-without-owner-check
    return get_object_or_404(Order, pk=pk)


@login_required
def country(request, pk):
    # The same for everybody.
    # ok: record-without-owner-check
    return get_object_or_404(Country, pk=pk)


def open_order(request, pk):
    # Nobody is logged in here at all.
    # ok: record-without-owner-check
    return get_object_or_404(Order, pk=pk)


@login_required
def latest(request):
    # ok: record-without-owner-check
    return Order.objects.get(pk=LATEST)
