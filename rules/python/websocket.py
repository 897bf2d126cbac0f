import socketio
from channels.generic.websocket import AsyncJsonWebsocketConsumer, WebsocketConsumer
from fastapi import Depends, FastAPI, WebSocket
from flask_socketio import SocketIO
from tornado.websocket import WebSocketHandler

api = FastAPI()


@api.websocket("/ws")
# ruleid: websocket-without-login
async def feed(websocket: WebSocket):
    await websocket.accept()
    while True:
        await websocket.send_text(await websocket.receive_text())


@api.websocket("/rooms/{room}")
# ruleid: websocket-without-login
async def room(websocket: WebSocket, room: str, db=Depends(get_db)):
    await manager.connect(websocket, room)
    async for text in websocket.iter_text():
        await manager.broadcast(room, text)


class ChatConsumer(AsyncJsonWebsocketConsumer):
    # ruleid: websocket-without-login
    async def connect(self):
        await self.channel_layer.group_add("chat", self.channel_name)
        await self.accept()


# ruleid: websocket-without-login
sockets = SocketIO(app, cors_allowed_origins="*")


class Prices(WebSocketHandler):
    # ruleid: websocket-without-login
    def check_origin(self, origin):
        return True


@api.websocket("/mine")
# ok: websocket-without-login
async def mine(websocket: WebSocket, user: User = Depends(user_of_socket)):
    await websocket.accept()


@api.websocket("/by-token")
# ok: websocket-without-login
async def by_token(websocket: WebSocket):
    user = await user_of(websocket.query_params["token"])
    if user is None:
        await websocket.close(code=1008)
        return
    await websocket.accept()


@api.websocket("/dependent", dependencies=[Depends(signed_in)])
# ok: websocket-without-login
async def dependent(websocket: WebSocket):
    await websocket.accept()


class OwnConsumer(WebsocketConsumer):
    # ok: websocket-without-login
    def connect(self):
        if self.scope["user"].is_anonymous:
            self.close()
            return
        self.accept()


# ok: websocket-without-login
sockets = SocketIO(app, cors_allowed_origins=["https://app.example.com"])
# ok: websocket-without-login
sockets = socketio.AsyncServer(async_mode="asgi")


class OwnPrices(WebSocketHandler):
    # ok: websocket-without-login
    def check_origin(self, origin):
        return origin == "https://app.example.com"
