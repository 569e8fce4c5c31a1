"""Reads exported data sets with pyarrow, duckdb and datasets: prints one JSON object."""

import json
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.dataset
from datasets import load_dataset

told: dict[str, Any] = {}
for name, folder in json.loads(sys.argv[1]).items():
    rows = list(load_dataset(folder, "SAT", split="train"))
    entry: dict[str, Any] = {"rows": len(rows), "first": rows[0], "columns": sorted(rows[0])}
    if list(Path(folder).rglob("*.parquet")):
        files = [str(path) for path in Path(folder).rglob("*.parquet")]
        table = pyarrow.dataset.dataset(files, format="parquet").to_table()
        entry["pyarrow"] = {"rows": table.num_rows, "types": {f.name: str(f.type) for f in table.schema}}
        glob = f"{folder}/data/*/**/*.parquet"
        entry["duckdb"] = duckdb.sql(f"select count(*) from read_parquet('{glob}')").fetchall()[0][0]
        if "reward" in table.column_names:
            entry["rewards"] = table.column("reward").to_pylist()
            counted = duckdb.sql(f"select count(*) from read_parquet('{glob}') where reward is null").fetchall()
            entry["without_reward"] = counted[0][0]
    told[name] = entry
print(json.dumps(told, default=str))
