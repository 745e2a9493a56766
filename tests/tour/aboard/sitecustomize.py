"""Python runs this at its start where PYTHONPATH leads here: the robot comes aboard the program.

The tour starts ``python -m ui.app`` as a person does, and locking replaces that process by the
same command; the environment survives it, so the robot is there again in the new image.
"""

import os
import sys

_ADDRESS = "CASEKEEP_TOUR"

if _ADDRESS in os.environ and sys.orig_argv[1:3] == ["-m", "ui.app"]:
    from tests.tour import robot

    robot.come_aboard(os.environ[_ADDRESS])
