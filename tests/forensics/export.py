"""Row ``export``: a sealed export tampered with in every way; what is whole of it is still read."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.forensics import export_cases, export_part_cases, export_zip_cases
from tests.forensics.export_judge import judge
from tests.suite import Row, Scale


def run(scale: Scale) -> Row:
    """Do each change to a copy of its own."""
    row = Row(name="export")
    with TemporaryDirectory(prefix="export-") as name:
        top = Path(name)
        sound = export_cases.made_sound(top / "sound" / "export")
        for count, case in enumerate(export_cases.cases(sound, scale)):
            place = top / "case"
            shutil.copytree(sound.folder, place / "export")
            case.change(place / "export")
            is_written = count % scale.pick(40, 7) == 0
            wrong = list(judge(sound, place / "export", case.named, is_written=is_written))
            row.check(not wrong, f"{case.label}: {'; '.join(wrong)}")
            shutil.rmtree(place)
        export_zip_cases.check(row, sound, scale)
        export_part_cases.check(row)
    return row
