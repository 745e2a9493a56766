"""Runs a script of this folder in Node with the packages that ``npm ci`` put here."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.tools import require

_FOLDER = Path(__file__).parent


def run(script: str, request: object = None) -> Any:
    """Give ``request`` as JSON to ``script``; return what it answers, parsed.

    Skips the test (fails it with ``CI=true``) where Node or the packages are absent.
    """
    require("node", "install Node 20 or later")
    require(_FOLDER / "node_modules" / "age-encryption", "run npm ci in tests/interop")
    require(_FOLDER / "node_modules" / "cctv-age", "run npm ci in tests/interop")
    done = subprocess.run(
        [shutil.which("node") or "node", str(_FOLDER / script)],
        input=json.dumps(request).encode(),
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)
