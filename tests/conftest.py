"""Property tests try the same examples every time, so that a change alone turns them red.

``make proof NAME=properties`` tries fresh ones: ``HYPOTHESIS_PROFILE=fresh``.
"""

import os
import tempfile
from pathlib import Path

from hypothesis import settings

from printkit.sandbox.isolation import MORE_PATHS

settings.register_profile("same", derandomize=True)
settings.register_profile("fresh", print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

#: children do the work of ``support/`` too
MORE_PATHS.append(str(Path(__file__).parent))

#: the key that state is sealed with is not the developer's own
os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="printkit-test-state-")
