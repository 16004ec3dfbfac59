"""What a watcher is told of a server that is waited for."""

from litassay.config.models import ServerSettings
from litassay.models.loopback import ChatServer, completion, error
from litassay.models.openai_client import OpenAIModel
from litassay.types import ChatRequest, Message

KEY = "sk-secret-9f8e7d6c5b4a"


async def test_a_watcher_is_told_of_waiting_once_and_never_of_the_key():
    replies = [error(503, f"overloaded {KEY}"), error(503, f"overloaded {KEY}"), completion("fine")]
    told = []

    async def answer(_):
        return replies.pop(0)

    async def at_once(_):
        return None

    request = ChatRequest(stage="probe", model="m", messages=(Message(role="user", content="?"),))
    async with ChatServer(answer) as server:
        settings = ServerSettings(base_url=server.url)
        model = OpenAIModel("own", settings, KEY, sleep=at_once, tell=told.append)
        assert (await model.complete(request)).text == "fine"
        await model.close()
    assert len(told) == 1, "the second failure came within five seconds"
    assert told[0].startswith("model server 'own': ")
    assert "503" in told[0]
    assert "attempt 2 of 6" in told[0]
    assert KEY not in told[0]
