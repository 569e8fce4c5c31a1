"""The check of SAT behind a plain server of asyncio, nothing else: asyncio_sat.py QUESTIONS PORT.

`POST` with `{"items": [{"index", "completion"}]}` gives `{"results": [score]}`. Connections are kept.
"""

import asyncio
import json
import sys

from served_sat import Questions

questions = Questions(sys.argv[1])


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            length = 0
            for line in head.split(b"\r\n")[1:]:
                name, _, value = line.partition(b":")
                if name.strip().lower() == b"content-length":
                    length = int(value)
            body = json.loads(await reader.readexactly(length)) if length else {"items": []}
            results = [questions.judge(one["index"], one["completion"]) for one in body["items"]]
            sent = json.dumps({"results": results}).encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
            writer.write(b"Content-Length: %d\r\n\r\n" % len(sent) + sent)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[2]), limit=2**24, backlog=1024)
    async with server:
        await server.serve_forever()


asyncio.run(main())
