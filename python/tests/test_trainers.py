"""What trainers call, against a real `af serve`: AFFINE_URL, or AFFINE_AF to start one. Skipped where there is neither."""

import inspect
import os
import shutil
import typing
import unittest

from affine_arena import Client, NotJudgedError
from affine_arena.trl_reward import AffineEnvironment, affine_reward, environment_reward, rows
from affine_arena.verl_reward import compute_score, compute_scores, row

HAS_SERVER = bool(os.environ.get("AFFINE_URL") or os.environ.get("AFFINE_AF") or shutil.which("af"))


@unittest.skipUnless(HAS_SERVER, "no AFFINE_URL and no af")
class TrainersTest(unittest.TestCase):
    client: Client

    @classmethod
    def setUpClass(cls) -> None:
        cls.client = Client()

    def test_questions(self) -> None:
        first = self.client.challenges("SAT", level=1, split="train", start=0, stop=3)
        self.assertEqual(first, self.client.challenges("SAT@1", split="train", start=0, stop=3))
        self.assertEqual(first[0].level, 1)
        self.assertEqual(first[0].messages[-1]["content"], first[0].prompt)
        seeds = self.client.challenges("SAT", params={"variables": 9}, seeds=["a", 5])
        self.assertEqual([one.seed for one in seeds], ["a", "5"])
        self.assertEqual(len({one.id for one in self.client.challenges("SAT", level=1, count=3)}), 3)

    def test_trl_reward(self) -> None:
        data = rows("SAT", level=1, stop=2)
        self.assertEqual(set(data[0]), {"prompt", "challenge_id", "env", "level"})
        ids = [one["challenge_id"] for one in data]
        # What GRPOTrainer passes: prompts, completions, completion_ids and every column, by keyword.
        rewards = affine_reward(
            prompts=[one["prompt"] for one in data],
            completions=["no", [{"role": "assistant", "content": "<answer>1</answer>"}]],
            completion_ids=[[1], [2]],
            challenge_id=ids,
            env=["SAT", "SAT"],
            level=[1, 1],
            trainer_state=None,
            log_extra=None,
            log_metric=None,
        )
        self.assertEqual(rewards, [0.0, 0.0])
        self.assertEqual(affine_reward.__name__, "affine_reward")
        with self.assertRaises(NotJudgedError):
            affine_reward(completions=["x"], challenge_id=["forged"])

    def test_trl_environment(self) -> None:
        [question] = rows("SAT", level=1, stop=1)
        environment = AffineEnvironment()
        self.assertIsNone(environment.reset(**question))
        self.assertEqual(environment_reward([environment]), [0.0])
        self.assertEqual(environment.submit("<answer>1</answer>"), "missing_variables")
        self.assertEqual(environment.submit("again"), "already_submitted")
        self.assertEqual(environment.reward, 0.0)
        # Tools are described to the model by their types and their docstring.
        self.assertEqual(typing.get_type_hints(AffineEnvironment.submit), {"answer": str, "return": str})
        self.assertIn("Args:\n    answer:", inspect.getdoc(AffineEnvironment.submit) or "")

    def test_verl(self) -> None:
        [question] = self.client.challenges("SAT", level=1, split="test", start=0, stop=1)
        one = row(question)
        truth = one["reward_model"]["ground_truth"]
        told = compute_score(one["data_source"], "no", truth, one["extra_info"])
        self.assertEqual(told, {"score": 0.0, "acc": False, "reason": "no_answer"})
        self.assertEqual(compute_scores([one["data_source"]], ["no"], [truth], [None]), [told])


if __name__ == "__main__":
    unittest.main()
