class ReasoningGymEnv:
    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
