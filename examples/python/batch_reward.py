"""A group of answers to each of a few questions, judged in one request: what GRPO wants of a reward.

Run `af serve` first, or have `af` on the PATH:

    pip install ./python
    AFFINE_URL=http://127.0.0.1:8430 python examples/python/batch_reward.py
"""

import random

from affine_arena import Client

GROUP = 8


def guess(variables: int) -> str:
    """Put your model here. This one tosses a coin for every variable."""
    values = (str(number if random.random() < 0.5 else -number) for number in range(1, variables + 1))
    return f"<answer>{' '.join(values)}</answer>"


def main() -> None:
    client = Client()
    questions = client.challenges("SAT", params={"variables": 4, "clauseSize": 3, "clauses": 8}, seeds=range(4))
    answers = [(question.id, guess(4)) for question in questions for _ in range(GROUP)]
    verdicts = client.evaluate(answers)
    for at, question in enumerate(questions):
        rewards = [verdict.score for verdict in verdicts[at * GROUP : (at + 1) * GROUP]]
        mean = sum(rewards) / GROUP
        print(question.seed, "rewards", rewards, "advantages", [round(reward - mean, 2) for reward in rewards])


if __name__ == "__main__":
    main()
