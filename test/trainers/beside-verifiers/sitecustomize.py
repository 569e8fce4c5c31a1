"""Lets verifiers find openenv, behind everything of its own: the two pin different releases of what they share."""

import os
import sys

sys.path.append(os.environ["OPENENV_PACKAGES"])
