from fastapi import APIRouter, Depends, FastAPI

api = FastAPI()
router = APIRouter(prefix="/items")


@router.post("/")
# ruleid: fastapi-route-without-login
def create_item(item: ItemCreate, session: SessionDep):
    session.add(Item(**item.model_dump()))
    session.commit()


@router.delete("/{item_id}")
# ruleid: fastapi-route-without-login
async def remove_item(item_id: int, db=Depends(get_db)):
    await db.items.delete_one({"id": item_id})


@api.patch("/orders/{order_id}")
# ruleid: fastapi-route-without-login
def change(order_id: int, change: OrderChange):
    return update_order(order_id, change)


@router.put("/{item_id}")
# ok: fastapi-route-without-login
def replace_item(item_id: int, item: ItemCreate, session: SessionDep, who: CurrentUser):
    session.add(item)
    session.commit()


@router.put("/{item_id}/owner", dependencies=[Depends(get_current_active_superuser)])
# ok: fastapi-route-without-login
def hand_over(item_id: int, session: SessionDep):
    session.add(item_id)
    session.commit()


@api.post("/uploads")
# ok: fastapi-route-without-login
async def upload(file: UploadFile, _=Depends(verify_api_key)):
    save_upload(file)


@api.post("/signup")
# ok: fastapi-route-without-login
def join(body: NewUser, session: SessionDep):
    session.add(User(**body.model_dump()))
    session.commit()


@api.get("/items")
# ok: fastapi-route-without-login
def read_items(session: SessionDep):
    return session.exec(select(Item)).all()


@api.post("/sum")
# ok: fastapi-route-without-login
def sum_up(numbers: list[int]):
    return sum(numbers)
