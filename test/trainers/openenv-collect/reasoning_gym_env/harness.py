from affine_arena.openenv_session import AffineSessionFactory


class ReasoningGymSessionFactory(AffineSessionFactory):  # type: ignore[misc]
    def __init__(self, make_client, dataset_name, dataset_config=None) -> None:  # type: ignore[no-untyped-def]
        super().__init__(f"{make_client().base_url}/envs/{dataset_name}")
