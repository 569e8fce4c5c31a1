"""GRPO with TRL against the judging environments. Needs `pip install trl datasets ./python` and a GPU for anything real.

    AFFINE_URL=http://127.0.0.1:8430 python examples/python/trl_grpo.py --model Qwen/Qwen3-0.6B
"""

import argparse

from datasets import Dataset
from trl import GRPOConfig, GRPOTrainer

from affine_arena.trl_reward import affine_reward, rows


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="Qwen/Qwen3-0.6B")
    parser.add_argument("--env", default="SAT")
    parser.add_argument("--level", type=int, default=1)
    parser.add_argument("--questions", type=int, default=1000)
    asked = parser.parse_args()
    trainer = GRPOTrainer(
        model=asked.model,
        reward_funcs=[affine_reward],
        train_dataset=Dataset.from_list(rows(asked.env, level=asked.level, stop=asked.questions)),
        args=GRPOConfig(output_dir="affine-grpo", num_generations=8, max_completion_length=2048),
    )
    trainer.train()


if __name__ == "__main__":
    main()
