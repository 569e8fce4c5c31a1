"""The client against a server of our own making: retries, batches, what must never become a 0."""

import json
import os
import threading
import unittest
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from unittest import mock

from affine_arena import Client, NotJudgedError, ServerError
from affine_arena.completion_text import completion_text
from affine_arena.server import server_url
from affine_arena.trl_reward import affine_reward
from affine_arena.verl_reward import compute_scores

Answer = tuple[int, dict[str, str], Any]


def verdict(score: float | None, error: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"score": score, "ok": score == 1, "extracted": None, "reason": "r", "metrics": {}, "error": error}


class FakeServer:
    """Answers each request with what `answer` makes of its path and body, and remembers it."""

    def __init__(self, answer: Callable[[str, Any], Answer]) -> None:
        seen: list[tuple[str, Any, dict[str, str]]] = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                seen.append((self.path, body, dict(self.headers.items())))
                status, headers, value = answer(self.path, body)
                text = json.dumps(value).encode()
                self.send_response(status)
                for name, told in {"Content-Length": str(len(text)), **headers}.items():
                    self.send_header(name, told)
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_: Any) -> None:
                pass

        self.seen = seen
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class ClientTest(unittest.TestCase):
    def serve(self, answer: Callable[[str, Any], Answer]) -> FakeServer:
        server = FakeServer(answer)
        self.addCleanup(server.close)
        return server

    def client(self, server: FakeServer, **options: Any) -> Client:
        client = Client(server.url, **options)
        self.addCleanup(client.close)
        return client

    def setUp(self) -> None:
        patch = mock.patch("time.sleep")
        self.slept = patch.start()
        self.addCleanup(patch.stop)

    def test_busy_is_retried_as_the_server_says(self) -> None:
        left = [429, 503]

        def answer(_: str, body: Any) -> Answer:
            if left:
                return left.pop(0), {"Retry-After": "7"}, {"error": {"code": "overloaded", "message": "busy"}}
            return 200, {}, {"results": [verdict(1) for _ in body["items"]]}

        server = self.serve(answer)
        [told] = self.client(server).evaluate([("id", "x")])
        self.assertEqual(told.score, 1.0)
        self.assertEqual(len(server.seen), 3)
        pauses = [call.args[0] for call in self.slept.call_args_list]
        self.assertTrue(all(7 <= pause <= 10.5 for pause in pauses), pauses)

    def test_what_cannot_be_judged_is_no_score(self) -> None:
        error = {"code": "sandbox_unavailable", "message": "away", "retryable": True}
        server = self.serve(lambda _, body: (200, {}, {"results": [verdict(None, error) for _ in body["items"]]}))
        client = self.client(server, retries=2)
        with self.assertRaises(NotJudgedError) as caught:
            client.evaluate([("id", "x")])
        self.assertEqual(caught.exception.code, "sandbox_unavailable")
        self.assertEqual(len(server.seen), 3)

    def test_only_what_failed_is_judged_again(self) -> None:
        error = {"code": "sandbox_unavailable", "message": "away", "retryable": True}
        forged = {"code": "challenge_id", "message": "forged", "retryable": False}
        failed: set[str] = set()

        def one(item: Any) -> dict[str, Any]:
            if item["completion"] == "forged":
                return verdict(None, forged)
            if item["completion"] == "once" and not failed:
                failed.add("once")
                return verdict(None, error)
            return verdict(0.25)

        server = self.serve(lambda _, body: (200, {}, {"results": [one(item) for item in body["items"]]}))
        answers = [("a", "x"), ("b", "once"), ("c", "forged")]
        told = self.client(server).try_evaluate(answers)
        self.assertEqual([getattr(result, "score", None) for result in told], [0.25, 0.25, None])
        self.assertEqual([len(body["items"]) for _, body, _ in server.seen], [3, 1])

    def test_a_score_without_an_error_is_wanted(self) -> None:
        server = self.serve(lambda _, __: (200, {}, {"results": [verdict(None)]}))
        with self.assertRaises(NotJudgedError):
            self.client(server).evaluate([("id", "x")])

    def test_batches_are_bounded_by_number_and_length(self) -> None:
        server = self.serve(lambda _, body: (200, {}, {"results": [verdict(1) for _ in body["items"]]}))
        client = self.client(server)
        self.assertEqual(len(client.evaluate([("id", "x")] * 2050)), 2050)
        self.assertEqual([len(body["items"]) for _, body, _ in server.seen], [1024, 1024, 2])
        server.seen.clear()
        client.evaluate([("id", "x" * 3_000_000)] * 3)
        self.assertEqual([len(body["items"]) for _, body, _ in server.seen], [1, 1, 1])
        self.assertEqual(client.evaluate([]), [])

    def test_any_text_arrives_as_it_is(self) -> None:
        server = self.serve(lambda _, body: (200, {}, {"results": [verdict(1) for _ in body["items"]]}))
        texts = ["\ud800", "\u0000", "\u2028", "😀", "", "\"\\"]
        self.client(server).evaluate([("id", text) for text in texts])
        self.assertEqual([item["completion"] for item in server.seen[0][1]["items"]], texts)

    def test_what_is_no_json_is_refused_before_it_is_sent(self) -> None:
        server = self.serve(lambda path, body: (200, {}, {"results": [verdict(0)] * len(body["items"])}))
        client = self.client(server)
        deep: list[Any] = []
        for _ in range(100_000):
            deep = [deep]
        for completion, kind in [
            (float("nan"), ValueError),
            ({"a": [float("inf")]}, ValueError),
            (deep, ValueError),
            (b"text", TypeError),
            ({1, 2}, TypeError),
        ]:
            with self.assertRaisesRegex(kind, "item 1"):
                client.evaluate([("id", "x"), ("id", completion)])
        self.assertEqual(server.seen, [])
        self.assertEqual(len(client.evaluate([("id", None), ("id", 5), ("id", ["x"])])), 3)

    def test_ranges_that_are_none(self) -> None:
        server = self.serve(lambda path, body: (200, {}, {"challenges": []}))
        for start, stop in [(5, 1), (-1, 3), (-3, -1)]:
            with self.assertRaisesRegex(ValueError, "range"):
                self.client(server).challenges("SAT", split="train", start=start, stop=stop)
        self.assertEqual(self.client(server).challenges("SAT", split="train", start=5, stop=5), [])
        self.assertEqual(server.seen, [])

    def test_rewards_need_an_id_each(self) -> None:
        with self.assertRaisesRegex(ValueError, "2 completions and 1 of challenge_id"):
            affine_reward(["a", "b"], ["id"])
        with self.assertRaisesRegex(ValueError, "1 solution_strs and 2 ground_truths"):
            compute_scores(["s"], ["a"], ["id", "id"])

    def test_refusals_say_why(self) -> None:
        body = {"error": {"code": "environment_unknown", "message": "There is none.", "hint": "Known: SAT."}}
        server = self.serve(lambda _, __: (404, {}, body))
        with self.assertRaisesRegex(ServerError, "There is none. Known: SAT.") as caught:
            self.client(server).challenges("NOPE", count=1)
        self.assertEqual((caught.exception.status, caught.exception.code), (404, "environment_unknown"))
        self.assertEqual(len(server.seen), 1)

    def test_a_server_that_is_not_there(self) -> None:
        server = FakeServer(lambda _, __: (200, {}, {}))
        server.close()
        with self.assertRaisesRegex(ServerError, "does not answer"):
            Client(server.url, retries=1).challenges("SAT", count=1)
        with self.assertRaisesRegex(ServerError, "no address"):
            Client("localhost:8430")

    def test_the_token_goes_along(self) -> None:
        server = self.serve(lambda _, body: (200, {}, {"results": [verdict(1) for _ in body["items"]]}))
        self.client(server, token="secret").evaluate([("id", "x")])
        self.assertEqual(server.seen[0][2]["Authorization"], "Bearer secret")


class ServerUrlTest(unittest.TestCase):
    def test_the_variable_wins(self) -> None:
        with mock.patch.dict(os.environ, {"AFFINE_URL": "http://127.0.0.1:1/"}):
            self.assertEqual(server_url(), "http://127.0.0.1:1")

    def test_without_a_program_it_says_what_to_do(self) -> None:
        with mock.patch.dict(os.environ, {"PATH": ""}, clear=True):
            with self.assertRaisesRegex(ServerError, "AFFINE_URL"):
                server_url()

    def test_a_program_that_says_nothing(self) -> None:
        with mock.patch.dict(os.environ, {"AFFINE_AF": "/bin/true", "AFFINE_URL": ""}):
            with self.assertRaisesRegex(ServerError, "did not say where it listens"):
                server_url()


class CompletionTextTest(unittest.TestCase):
    def test_texts_and_messages(self) -> None:
        said = [{"role": "assistant", "content": "a"}, {"role": "tool", "content": "t"}]
        parts = [{"type": "text", "text": "b"}, {"type": "image"}, {"type": "text", "text": "c"}]
        self.assertEqual(completion_text("x"), "x")
        self.assertEqual(completion_text(said), "a")
        self.assertEqual(completion_text([{"role": "assistant", "content": parts}]), "bc")
        self.assertEqual(completion_text([{"role": "assistant", "content": None}]), "")
        self.assertEqual(completion_text([]), "")
        self.assertIsNone(completion_text(None))


if __name__ == "__main__":
    unittest.main()
